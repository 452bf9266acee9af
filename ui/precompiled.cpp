// The headers of precompiled.h and nothing else: the target that owns them needs a source.
