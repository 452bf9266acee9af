<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>app::KeyLookup</name>
    <message>
        <source>%1 is the content key of a file of %2</source>
        <translation>%1 是 %2 中某个文件的内容键</translation>
    </message>
    <message>
        <source>%1 is the encoding key of a file of %2</source>
        <translation>%1 是 %2 中某个文件的编码键</translation>
    </message>
    <message>
        <source>%1: no build is known yet in which it could be looked for. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</source>
        <translation>%1：尚无已知的构建可供查找。请指明产品：产品:ckey=%1（内容键）或 产品:ekey=%1（编码键）</translation>
    </message>
    <message numerus="yes">
        <source>%1 is neither a key nor a config of the %Ln build(s) seen so far. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</source>
        <translation>
            <numerusform>在目前已见过的 %Ln 个构建中，%1 既不是密钥也不是配置。请指明产品：产品:ckey=%1（内容键）或 产品:ekey=%1（编码键）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::OtherObjects</name>
    <message>
        <source>%1: %2; another object of the file is tried</source>
        <translation>%1：%2；正在尝试该文件的另一个对象</translation>
    </message>
</context>
<context>
    <name>app::ProductIntake</name>
    <message numerus="yes">
        <source>%Ln file(s) in %1 are not in this build of %2 and stay as they are, like %3</source>
        <translation>
            <numerusform>%1 中有 %Ln 个文件不属于 %2 的这个构建，保持原样，例如 %3</numerusform>
        </translation>
    </message>
    <message>
        <source>The mirror has all of build %1 of %2, and so every file of it</source>
        <translation>镜像已包含 %2 的构建 %1 的全部内容，因此也包含其中的每个文件</translation>
    </message>
    <message>
        <source>%1: %2; its files are looked up anew</source>
        <translation>%1：%2；正在重新查找其中的文件</translation>
    </message>
    <message>
        <source>The roots of World of Warcraft have numbers instead of names. A listfile gives them (lines id;path): drop one on the window</source>
        <translation>《魔兽世界》的根清单只有编号而没有名称。列表文件（每行“id;路径”）可提供名称：请将其拖到窗口上</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) added to %1</source>
        <translation>
            <numerusform>已将 %Ln 个文件添加到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not take these files: %2</source>
        <translation>%1 无法加入这些文件：%2</translation>
    </message>
</context>
<context>
    <name>core::Error</name>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Writing to the disk failed.</source>
        <translation>写入磁盘失败。</translation>
    </message>
    <message>
        <source>Reading from the disk failed.</source>
        <translation>读取磁盘失败。</translation>
    </message>
    <message>
        <source>The disk did not confirm what was written.</source>
        <translation>磁盘未确认写入的数据。</translation>
    </message>
    <message>
        <source>You have no permission to write there.</source>
        <translation>没有写入该位置的权限。</translation>
    </message>
    <message>
        <source>The target folder is not there.</source>
        <translation>目标文件夹不存在。</translation>
    </message>
    <message>
        <source>A file of this name exists already.</source>
        <translation>同名文件已存在。</translation>
    </message>
    <message>
        <source>The file is too large for this disk&apos;s file system.</source>
        <translation>文件过大，该磁盘的文件系统不支持。</translation>
    </message>
    <message>
        <source>The file name is not safe to use.</source>
        <translation>文件名不安全。</translation>
    </message>
    <message>
        <source>The record for resuming cannot be read.</source>
        <translation>无法读取续传记录。</translation>
    </message>
    <message>
        <source>The list of downloads cannot be read or saved.</source>
        <translation>无法读取或保存下载列表。</translation>
    </message>
    <message>
        <source>Another program works on this partial file.</source>
        <translation>另一个程序正在使用此未完成文件。</translation>
    </message>
    <message>
        <source>The partial file was changed from outside.</source>
        <translation>未完成文件被外部修改。</translation>
    </message>
    <message>
        <source>The record for resuming was not written by your Sluice.</source>
        <translation>续传记录不是由您的 Sluice 写入的。</translation>
    </message>
    <message>
        <source>The partial file belongs to another link.</source>
        <translation>该部分文件属于另一个链接。</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>文件缺失。</translation>
    </message>
    <message>
        <source>The server was not found.</source>
        <translation>找不到服务器。</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>服务器拒绝连接。</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>连接中断。</translation>
    </message>
    <message>
        <source>The server stopped sending.</source>
        <translation>服务器停止发送数据。</translation>
    </message>
    <message>
        <source>No secure connection could be made.</source>
        <translation>无法建立安全连接。</translation>
    </message>
    <message>
        <source>The proxy did not work.</source>
        <translation>代理无法使用。</translation>
    </message>
    <message>
        <source>There is no network.</source>
        <translation>没有网络。</translation>
    </message>
    <message>
        <source>The server does not have this file.</source>
        <translation>服务器上没有此文件。</translation>
    </message>
    <message>
        <source>The server does not give out this file.</source>
        <translation>服务器不提供此文件。</translation>
    </message>
    <message>
        <source>The network or the server asks to sign in.</source>
        <translation>网络或服务器要求登录。</translation>
    </message>
    <message>
        <source>The server wants a user name and a password.</source>
        <translation>服务器要求用户名和密码。</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>服务器繁忙。</translation>
    </message>
    <message>
        <source>The server has a fault.</source>
        <translation>服务器出现故障。</translation>
    </message>
    <message>
        <source>The server gave an unexpected answer.</source>
        <translation>服务器返回了意外的响应。</translation>
    </message>
    <message>
        <source>The server sent us to an address that is not safe to follow.</source>
        <translation>服务器重定向到了不安全的地址。</translation>
    </message>
    <message>
        <source>Every mirror was tried without success.</source>
        <translation>所有镜像均已尝试，未成功。</translation>
    </message>
    <message>
        <source>The server cannot send parts of a file.</source>
        <translation>服务器不支持分段下载。</translation>
    </message>
    <message>
        <source>The server sent another part than was asked for.</source>
        <translation>服务器发送了错误的部分。</translation>
    </message>
    <message>
        <source>The file&apos;s length is not what it should be.</source>
        <translation>文件长度不正确。</translation>
    </message>
    <message>
        <source>The file changed on the server.</source>
        <translation>服务器上的文件已更改。</translation>
    </message>
    <message>
        <source>The server altered the file on the way.</source>
        <translation>服务器在传输中改动了文件。</translation>
    </message>
    <message>
        <source>The server sent something else, perhaps a web page.</source>
        <translation>服务器发送了其他内容，可能是网页。</translation>
    </message>
    <message>
        <source>The file is not in the BLTE format.</source>
        <translation>文件不是 BLTE 格式。</translation>
    </message>
    <message>
        <source>The file&apos;s header is damaged.</source>
        <translation>文件头已损坏。</translation>
    </message>
    <message>
        <source>The file&apos;s chunk table is too large to be real.</source>
        <translation>文件的分块表过大，不可信。</translation>
    </message>
    <message>
        <source>The file ends too early.</source>
        <translation>文件不完整，提前结束。</translation>
    </message>
    <message>
        <source>The object is larger than one of its kind can be.</source>
        <translation>该对象大于同类对象可能的大小。</translation>
    </message>
    <message>
        <source>A chunk decodes to something else than it promises.</source>
        <translation>某个分块的解码结果与声明不符。</translation>
    </message>
    <message>
        <source>The file does not match its encoding key.</source>
        <translation>文件与其编码键不符。</translation>
    </message>
    <message>
        <source>A chunk arrived damaged.</source>
        <translation>收到的某个分块已损坏。</translation>
    </message>
    <message>
        <source>The decoded file does not match its content key.</source>
        <translation>解码后的文件与其内容键不符。</translation>
    </message>
    <message>
        <source>A key is missing.</source>
        <translation>缺少密钥。</translation>
    </message>
    <message>
        <source>A key seems wrong.</source>
        <translation>密钥似乎有误。</translation>
    </message>
    <message>
        <source>The file is encrypted in a way that is not supported.</source>
        <translation>不支持该文件的加密方式。</translation>
    </message>
    <message>
        <source>The file is encoded in a way that is not supported.</source>
        <translation>不支持该文件的编码方式。</translation>
    </message>
    <message>
        <source>The file&apos;s chunk table is of a kind that is not supported.</source>
        <translation>不支持该文件的分块表类型。</translation>
    </message>
    <message>
        <source>This is not a link that can be downloaded.</source>
        <translation>这不是可下载的链接。</translation>
    </message>
    <message>
        <source>This line was not understood.</source>
        <translation>无法识别此行。</translation>
    </message>
    <message>
        <source>The build has no such file.</source>
        <translation>该版本中没有此文件。</translation>
    </message>
    <message>
        <source>No such build is known.</source>
        <translation>没有已知的此类版本。</translation>
    </message>
    <message>
        <source>The files of this build cannot be fetched.</source>
        <translation>无法获取该版本的文件。</translation>
    </message>
    <message>
        <source>The download was stopped.</source>
        <translation>下载已停止。</translation>
    </message>
    <message>
        <source>Something went wrong inside Sluice.</source>
        <translation>Sluice 内部出错。</translation>
    </message>
    <message>
        <source>The connection is metered.</source>
        <translation>当前为按流量计费的连接。</translation>
    </message>
    <message>
        <source>Some files of the set could not be had.</source>
        <translation>这组文件中有些无法取得。</translation>
    </message>
    <message>
        <source>The schedule lets nothing run now.</source>
        <translation>按计划，现在不运行任何下载。</translation>
    </message>
</context>
<context>
    <name>app::Desktop</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>%1 was not decoded: %2</source>
        <translation>%1 未解码：%2</translation>
    </message>
    <message>
        <source>%1 was decoded to %2</source>
        <translation>%1 已解码到 %2</translation>
    </message>
    <message>
        <source>The connection is metered: downloads wait for another one. The settings can allow it, under Network.</source>
        <translation>当前为按流量计费的连接：下载将等待其他连接。可在设置的“网络”中允许使用。</translation>
    </message>
    <message>
        <source>The connection is not metered any more: downloads go on.</source>
        <translation>连接不再按流量计费：下载继续。</translation>
    </message>
    <message>
        <source>Sluice had not looked up all files of products when it quit: it looks them up again.</source>
        <translation>Sluice 退出时尚未查完所有产品文件：现在重新查询。</translation>
    </message>
    <message>
        <source>The listfile is not remembered: %1</source>
        <translation>未能记住列表文件：%1</translation>
    </message>
    <message>
        <source>Files get their names from %1 from now on. It stays where it is.</source>
        <translation>从现在起，文件名取自 %1。该文件保留在原处。</translation>
    </message>
</context>
<context>
    <name>app::KeyKeeper</name>
    <message>
        <source>Another key than was known was given for %1; the one that was given last is used.</source>
        <translation>为 %1 提供的密钥与已知的不同；将使用最后提供的密钥。</translation>
    </message>
    <message>
        <source>The keys are good for this session only; the key store failed: %1</source>
        <translation>密钥仅在本次会话中有效；密钥库出错：%1</translation>
    </message>
</context>
<context>
    <name>ui::AboutDialog</name>
    <message>
        <source>About Sluice</source>
        <translation>关于 Sluice</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新增内容</translation>
    </message>
    <message>
        <source>What is &amp;new:</source>
        <translation>新增内容(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Sluice %1&lt;/h3&gt;&lt;p&gt;A download manager for BLTE content and plain files. Every chunk is checked before it counts.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Sluice %1&lt;/h3&gt;&lt;p&gt;用于 BLTE 内容和普通文件的下载管理器。每个分块都经过校验才算完成。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Sluice itself never looks for updates, and tells nobody that you use it.</source>
        <translation>Sluice 自身从不检查更新，也不会告诉任何人您在使用它。</translation>
    </message>
</context>
<context>
    <name>ui::AccessDialog</name>
    <message>
        <source>Login and headers</source>
        <translation>登录信息和请求头</translation>
    </message>
    <message>
        <source>What these downloads bring along to %1, and to no other site. It is kept in files that only you can read.</source>
        <translation>这些下载发送给 %1 的内容，不会发送给其他网站。它们保存在只有您能读取的文件中。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>使用这些(&amp;U)</translation>
    </message>
</context>
<context>
    <name>ui::AccessFields</name>
    <message>
        <source>name=value; name=value</source>
        <translation>name=value; name=value</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Referrer</source>
        <translation>来源页面</translation>
    </message>
    <message>
        <source>the page with the link</source>
        <translation>链接所在的页面</translation>
    </message>
    <message>
        <source>Cookies</source>
        <translation>Cookie</translation>
    </message>
    <message>
        <source>Further headers</source>
        <translation>其他请求头</translation>
    </message>
    <message>
        <source>Name: value, one a line</source>
        <translation>名称: 值，每行一个</translation>
    </message>
    <message>
        <source>&amp;Referrer, cookies, headers</source>
        <translation>来源页面、Cookie、请求头(&amp;R)</translation>
    </message>
    <message>
        <source>Referrer, cookies, headers</source>
        <translation>来源页面、Cookie、请求头</translation>
    </message>
    <message>
        <source>&amp;User name:</source>
        <translation>用户名(&amp;U)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>Re&amp;ferrer:</source>
        <translation>来源页面(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Cookies:</source>
        <translation>Cookie(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Headers:</source>
        <translation>请求头(&amp;H)：</translation>
    </message>
    <message>
        <source>One of the headers cannot be sent: %1.</source>
        <translation>其中一个请求头无法发送：%1。</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>&amp;Add links…</source>
        <translation>添加链接(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Open list or key file…</source>
        <translation>打开列表或密钥文件(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Add &amp;keys…</source>
        <translation>添加密钥(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;About Sluice</source>
        <translation>关于 Sluice(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Resume a&amp;ll</source>
        <translation>全部继续(&amp;L)</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Remove and &amp;delete files…</source>
        <translation>移除并删除文件(&amp;D)…</translation>
    </message>
    <message>
        <source>Remove all finished</source>
        <translation>移除所有已完成项</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Move to the bottom</source>
        <translation>移到最后</translation>
    </message>
    <message>
        <source>Open &amp;file</source>
        <translation>打开文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open f&amp;older</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Copy link</source>
        <translation>复制链接(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详细信息(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>下载(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Save &amp;list…</source>
        <translation>保存列表(&amp;L)…</translation>
    </message>
    <message>
        <source>Replace lin&amp;k…</source>
        <translation>更换链接(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Verify again</source>
        <translation>重新验证(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Speed limit</source>
        <translation>速度限制(&amp;S)</translation>
    </message>
    <message>
        <source>U&amp;ndo removal</source>
        <translation>撤销移除(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>Ov&amp;erwrite the file that exists</source>
        <translation>覆盖已有文件(&amp;E)</translation>
    </message>
    <message>
        <source>Ren&amp;ame or move…</source>
        <translation>重命名或移动(&amp;A)…</translation>
    </message>
    <message>
        <source>Download a&amp;gain…</source>
        <translation>重新下载(&amp;G)…</translation>
    </message>
    <message>
        <source>Cop&amp;y path</source>
        <translation>复制路径(&amp;Y)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Remove all failed</source>
        <translation>移除所有失败的下载</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>&amp;Browse products…</source>
        <translation>浏览产品(&amp;B)…</translation>
    </message>
    <message>
        <source>Speed and s&amp;tatistics…</source>
        <translation>速度和统计(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>许可证(&amp;L)</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Sign &amp;in, headers…</source>
        <translation>登录、请求头(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Mirror…</source>
        <translation>镜像(&amp;M)…</translation>
    </message>
</context>
<context>
    <name>ui::AddDialog</name>
    <message>
        <source>Add downloads</source>
        <translation>添加下载</translation>
    </message>
    <message>
        <source>Links or keys</source>
        <translation>链接或密钥</translation>
    </message>
    <message>
        <source>&amp;Links, lists or keys:</source>
        <translation>链接、列表或密钥(&amp;L)：</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Target folder</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>from the link</source>
        <translation>取自链接</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>文件名(&amp;N)：</translation>
    </message>
    <message>
        <source>If the file &amp;exists:</source>
        <translation>如果文件已存在(&amp;E)：</translation>
    </message>
    <message>
        <source>If a &amp;key is missing:</source>
        <translation>如果缺少密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>Keep the bytes as ser&amp;ved, do not decode</source>
        <translation>保留原始数据，不解码(&amp;S)</translation>
    </message>
    <message>
        <source>As a &amp;mirror: all of it as its CDN has it</source>
        <translation>作为镜像：全部按 CDN 的原样保存(&amp;M)</translation>
    </message>
    <message>
        <source>Everything that is needed for it, in the folders of its CDN and with the tables of a version service: any web server can serve it to others.</source>
        <translation>所需的全部内容，按其 CDN 的文件夹存放，并带有版本服务的表：任何网页服务器都能把它提供给他人。</translation>
    </message>
    <message>
        <source>&amp;Start at once</source>
        <translation>立即开始(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln download(s)</source>
        <translation>
            <numerusform>添加 %Ln 个下载</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln key(s)</source>
        <translation>
            <numerusform>添加 %Ln 个密钥</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln source(s) recognised</source>
        <translation>
            <numerusform>识别到 %Ln 个来源</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) recognised</source>
        <translation>
            <numerusform>识别到 %Ln 个密钥</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the queue already</source>
        <translation>
            <numerusform>%Ln 个已在队列中</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1: </source>
        <translation>第 %1 行：</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not understood</source>
        <translation>
            <numerusform>%Ln 行无法识别</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free in the target folder</source>
        <translation>目标文件夹可用 %1</translation>
    </message>
    <message>
        <source>%1 to be written</source>
        <translation>将写入 %1</translation>
    </message>
    <message>
        <source>not enough room</source>
        <translation>空间不足</translation>
    </message>
    <message>
        <source>the folder will be made</source>
        <translation>将创建该文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) there already</source>
        <translation>
            <numerusform>已有 %Ln 个同名文件</numerusform>
        </translation>
    </message>
    <message>
        <source>from the build</source>
        <translation>来自构建版本</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln source(s)</source>
        <translation>
            <numerusform>添加 %Ln 个来源</numerusform>
        </translation>
    </message>
    <message>
        <source>A web page or another program offers this. Nothing is downloaded before you add it.</source>
        <translation>这是网页或其他程序提供的内容。在您添加之前不会下载任何东西。</translation>
    </message>
    <message>
        <source>One link a line; further mirrors of the same file after tabs (Ctrl+Tab). Lists and keys work, too, and files of a product: PRODUCT:PATH.</source>
        <translation>每行一个链接；同一文件的其他镜像用制表符（Ctrl+Tab）隔开。也可以是列表和密钥，或产品的文件：产品:路径。</translation>
    </message>
    <message>
        <source>By its rules</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Cate&amp;gory:</source>
        <translation>类别(&amp;G)：</translation>
    </message>
    <message>
        <source>Login and hea&amp;ders…</source>
        <translation>登录信息和请求头(&amp;D)…</translation>
    </message>
    <message>
        <source>User name, password, referrer, cookies and other headers of requests</source>
        <translation>用户名、密码、来源页面、Cookie 和其他请求头</translation>
    </message>
    <message>
        <source>login</source>
        <translation>登录信息</translation>
    </message>
    <message numerus="yes">
        <source>%Ln header(s)</source>
        <translation>
            <numerusform>%Ln 个请求头</numerusform>
        </translation>
    </message>
    <message>
        <source>only for links of one site</source>
        <translation>仅适用于同一网站的链接</translation>
    </message>
    <message>
        <source>By its rules: %1</source>
        <translation>按规则：%1</translation>
    </message>
    <message>
        <source>name files of it: %1PATH</source>
        <translation>请指明其中的文件：%1路径</translation>
    </message>
</context>
<context>
    <name>ui::AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Comfortable: two lines</source>
        <translation>宽松：两行</translation>
    </message>
    <message>
        <source>Compact: one line</source>
        <translation>紧凑：一行</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>颜色(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Rows:</source>
        <translation>行距(&amp;R)：</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
</context>
<context>
    <name>ui::Autostart</name>
    <message>
        <source>%1 cannot be removed</source>
        <translation>无法删除 %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>ui::BrowseDialog</name>
    <message>
        <source>Browse products</source>
        <translation>浏览产品</translation>
    </message>
    <message>
        <source>Choose a product to see its files.</source>
        <translation>选择一个产品以查看其文件。</translation>
    </message>
    <message>
        <source>No version service answered. Check the connection, and try again.</source>
        <translation>没有版本服务应答。请检查网络连接后重试。</translation>
    </message>
    <message>
        <source>Asking for the products…</source>
        <translation>正在查询产品…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s); asking for their builds…</source>
        <translation>
            <numerusform>%Ln 个产品；正在查询其构建…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s), as the cache has them</source>
        <translation>
            <numerusform>%Ln 个产品（来自缓存）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s), named by %1</source>
        <translation>
            <numerusform>%Ln 个产品，由 %1 提供</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be had: %1</source>
        <translation>
            <numerusform>%Ln 个文件无法获取：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>These are too many single files for one download. Check whole folders, or queue them in parts.</source>
        <translation>单个下载包含的零散文件过多。请选中整个文件夹，或分批加入队列。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) go to the queue.</source>
        <translation>
            <numerusform>%Ln 个文件正在加入队列。</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing with the other build…</source>
        <translation>正在与另一个构建比较…</translation>
    </message>
    <message>
        <source>The builds cannot be compared.</source>
        <translation>无法比较这两个构建。</translation>
    </message>
    <message>
        <source>Files that only the other build has</source>
        <translation>仅另一个构建中有的文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are added to %1.</source>
        <translation>
            <numerusform>%Ln 个文件将添加到 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BuildChoices</name>
    <message>
        <source>%1 (current)</source>
        <translation>%1（当前）</translation>
    </message>
    <message>
        <source>Current build</source>
        <translation>当前构建</translation>
    </message>
    <message>
        <source>%1 (current in %2)</source>
        <translation>%1（%2 的当前构建）</translation>
    </message>
    <message>
        <source>%1 (last seen %2)</source>
        <translation>%1（最后见于 %2）</translation>
    </message>
</context>
<context>
    <name>ui::BuildOffer</name>
    <message>
        <source>%1 is encrypted as a whole, and its key is missing: drop %2.ak here</source>
        <translation>%1 已整体加密且缺少密钥：请将 %2.ak 拖到这里</translation>
    </message>
    <message>
        <source>The installed build %1 names no product. Name it yourself: PRODUCT@%2:PATH</source>
        <translation>已安装的构建 %1 未写明产品。请自行指明：产品@%2:路径</translation>
    </message>
    <message numerus="yes">
        <source>%Ln installed build(s) left out that are not active</source>
        <translation>
            <numerusform>已忽略 %Ln 个未激活的已安装构建</numerusform>
        </translation>
    </message>
    <message>
        <source>An installed game: %1</source>
        <translation>已安装的游戏：%1</translation>
    </message>
    <message>
        <source>%1 is the build config of %2 %3</source>
        <translation>%1 是 %2 %3 的构建配置</translation>
    </message>
</context>
<context>
    <name>ui::BuildRow</name>
    <message>
        <source>A build of the list; or type a version, a build number or the hash of a build config and press Enter</source>
        <translation>从列表选择构建；也可输入版本、构建号或构建配置的哈希后按回车</translation>
    </message>
    <message>
        <source>Of files that a build has in several locales, the one that is shown and fetched</source>
        <translation>构建中有多种语言版本的文件，显示并下载此语言</translation>
    </message>
    <message>
        <source>&amp;Region:</source>
        <translation>区域(&amp;R)：</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>&amp;Build:</source>
        <translation>构建(&amp;B)：</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>&amp;Locale:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Locale</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Compare with:</source>
        <translation>比较(&amp;C)：</translation>
    </message>
    <message>
        <source>Compare with another build</source>
        <translation>与另一个构建比较</translation>
    </message>
    <message>
        <source>Shows which files are new, changed or gone since another build, by the manifests alone</source>
        <translation>仅凭清单显示相对另一个构建新增、更改或删除的文件</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ui::BuildStatus</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>以及另外 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening the build</source>
        <translation>正在打开构建</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Putting the files of %1 in order…</source>
        <translation>正在整理 %1 的文件…</translation>
    </message>
    <message>
        <source>Opening %1… %2 so far</source>
        <translation>正在打开 %1… 已读取 %2</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>named by %1</source>
        <translation>由 %1 提供版本</translation>
    </message>
    <message>
        <source>served by %1</source>
        <translation>由 %1 提供文件</translation>
    </message>
    <message>
        <source>%1 read</source>
        <translation>已读取 %1</translation>
    </message>
    <message numerus="yes">
        <source>(and %Ln more)</source>
        <translation>
            <numerusform>（另有 %Ln 条）</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are gone…</source>
        <translation>已删除的文件…</translation>
    </message>
    <message>
        <source>Against the other build: %1 new, %2 changed, %3 gone</source>
        <translation>与另一个构建相比：新增 %1，更改 %2，删除 %3</translation>
    </message>
</context>
<context>
    <name>ui::CategoriesPage</name>
    <message>
        <source>cdn.example  *.iso  *.zip</source>
        <translation>cdn.example  *.iso  *.zip</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>Hosts and types</source>
        <translation>主机和类型</translation>
    </message>
    <message>
        <source>&amp;Hosts and types:</source>
        <translation>主机和类型(&amp;H)：</translation>
    </message>
    <message>
        <source>A new download from one of these hosts, or whose name ends like this, gets the category and goes to its folder. The first that fits counts. Files that are there already stay where they are.</source>
        <translation>来自这些主机或名称以此结尾的新下载会归入该类别并保存到其文件夹。以第一个符合的为准。已有的文件保持原位。</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>新建(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Folder of the category</source>
        <translation>类别的文件夹</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>The folder needs its whole path.</source>
        <translation>文件夹需要完整路径。</translation>
    </message>
    <message>
        <source>“%1” is neither a host nor a type like *.iso.</source>
        <translation>“%1”既不是主机，也不是 *.iso 这样的类型。</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>新建类别</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::CategoryMenu</name>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;New category…</source>
        <translation>新建类别(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Edit categories…</source>
        <translation>编辑类别(&amp;E)…</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>新建类别</translation>
    </message>
</context>
<context>
    <name>ui::CacheCheckPart</name>
    <message>
        <source>&amp;Verify</source>
        <translation>校验(&amp;V)</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>Damaged objects</source>
        <translation>损坏的对象</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ui::CachePage</name>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>Used:</source>
        <translation>已用：</translation>
    </message>
    <message>
        <source>Found here:</source>
        <translation>命中：</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>上限(&amp;M)：</translation>
    </message>
    <message>
        <source>Version tables, configs, indices and manifests are kept here, so that the next look-up in a build costs little. Where there are more, those not used for longest go. Commands in a terminal share them, and keep to the same limit.</source>
        <translation>版本表、配置、索引和清单保存在这里，以便下次在构建中查询时开销很小。超出上限时，最久未使用的会被移除。终端命令共用这些内容，并遵守同一上限。</translation>
    </message>
    <message>
        <source>Folder of the cache</source>
        <translation>缓存文件夹</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open the folder of the cache</source>
        <translation>打开缓存文件夹</translation>
    </message>
    <message>
        <source>Used of the cache</source>
        <translation>缓存已用</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Largest size of the cache</source>
        <translation>缓存的最大大小</translation>
    </message>
    <message>
        <source>&amp;Clear…</source>
        <translation>清空(&amp;C)…</translation>
    </message>
    <message>
        <source>Clear the cache</source>
        <translation>清空缓存</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清空(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::CacheText</name>
    <message numerus="yes">
        <source>%1 of %2, %Ln object(s)</source>
        <translation>
            <numerusform>%1 / %2，%Ln 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was looked up yet</source>
        <translation>尚未查询任何内容</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln look-up(s)</source>
        <translation>
            <numerusform>%Ln 次查询中的 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln damaged one(s) fetched again</source>
        <translation>
            <numerusform>%1；%Ln 个损坏的已重新获取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1, go. Nothing but time is lost: what is needed of them is fetched again. Downloads, mirrors and keys stay.</source>
        <translation>
            <numerusform>将移除 %Ln 个对象（%1）。损失的只是时间：需要时会重新获取。下载、镜像和密钥都会保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1 objects %Ln was/were damaged and removed. What is needed of them is fetched again.</source>
        <translation>
            <numerusform>%1 个对象中有 %Ln 个损坏并已移除，需要时会重新获取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. Of the first %1 objects %Ln was/were damaged and removed.</source>
        <translation>
            <numerusform>已停止。前 %1 个对象中有 %Ln 个损坏并已移除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. The first %Ln object(s) are whole.</source>
        <translation>
            <numerusform>已停止。前 %Ln 个对象完好。</numerusform>
        </translation>
    </message>
    <message>
        <source>The cache is empty.</source>
        <translation>缓存为空。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) read, and all of them are whole.</source>
        <translation>
            <numerusform>已读取 %Ln 个对象，全部完好。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ChunkLegend</name>
    <message>
        <source>Legend of the map</source>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>ui::ChunkMapWidget</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>ui::ChunkModel</name>
    <message>
        <source>Chunk</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>编码后</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>解码后</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>MD5 (encoded)</source>
        <translation>MD5（编码后）</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
</context>
<context>
    <name>ui::Chunks</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>传输中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>N raw</source>
        <translation>N 原始</translation>
    </message>
    <message>
        <source>Z zlib</source>
        <translation>Z zlib</translation>
    </message>
    <message>
        <source>4 lz4</source>
        <translation>4 lz4</translation>
    </message>
    <message>
        <source>E encrypted</source>
        <translation>E 加密</translation>
    </message>
    <message>
        <source>F nested</source>
        <translation>F 嵌套</translation>
    </message>
    <message>
        <source>Chunk %1: %2
%3 encoded, %4 decoded</source>
        <translation>分块 %1：%2
编码后 %3，解码后 %4</translation>
    </message>
    <message>
        <source>Chunks %1 to %2</source>
        <translation>分块 %1 至 %2</translation>
    </message>
</context>
<context>
    <name>ui::ChunksTab</name>
    <message>
        <source>Chunks</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Choose a download to see its chunks.</source>
        <translation>选择一个下载以查看其分块。</translation>
    </message>
    <message>
        <source>Everything is on the disk; how it was cut into chunks is not known any more.</source>
        <translation>全部内容已在磁盘上；其分块方式已不可知。</translation>
    </message>
    <message>
        <source>Nothing is on the disk yet. The chunk map appears when the download runs.</source>
        <translation>磁盘上还没有内容。下载运行时会显示分块图。</translation>
    </message>
    <message>
        <source>Chunk map</source>
        <translation>分块图</translation>
    </message>
</context>
<context>
    <name>ui::ColumnsMenu</name>
    <message>
        <source>&amp;Columns and order</source>
        <translation>列和排序(&amp;C)</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
    <message>
        <source>Sort in queue order</source>
        <translation>按队列顺序排序</translation>
    </message>
    <message>
        <source>Sort by: %1</source>
        <translation>排序方式：%1</translation>
    </message>
</context>
<context>
    <name>ui::Commands</name>
    <message>
        <source>Delete files</source>
        <translation>删除文件</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln finished file(s) from the disk?</source>
        <translation>
            <numerusform>要从磁盘删除 %Ln 个已完成的文件吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Delete the finished files of %Ln download(s) from the disk? Those that were changed since stay, and so do all files of mirrors.</source>
        <translation>
            <numerusform>要从磁盘删除 %Ln 个下载的已完成文件吗？之后被更改过的文件会保留，镜像的所有文件也会保留。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>&amp;Files at once:</source>
        <translation>同时下载文件数(&amp;F)：</translation>
    </message>
    <message>
        <source>Connections per fi&amp;le:</source>
        <translation>每个文件的连接数(&amp;L)：</translation>
    </message>
    <message>
        <source>Connections per &amp;host:</source>
        <translation>每台主机的连接数(&amp;H)：</translation>
    </message>
    <message>
        <source>More connections help when each one is slow. Many servers allow only a few.</source>
        <translation>单个连接较慢时，更多连接会有帮助。许多服务器只允许少量连接。</translation>
    </message>
</context>
<context>
    <name>ui::CopiedBar</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>The link to “%1” was copied.</source>
        <translation>已复制指向“%1”的链接。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) to files were copied.</source>
        <translation>
            <numerusform>已复制 %Ln 个文件链接。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DesktopPage</name>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Tell when downloads are &amp;finished</source>
        <translation>下载完成时通知(&amp;F)</translation>
    </message>
    <message>
        <source>Tell when downloads fai&amp;l</source>
        <translation>下载失败时通知(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Closing the window leaves Sluice in the tray</source>
        <translation>关闭窗口后 Sluice 留在系统托盘(&amp;C)</translation>
    </message>
    <message>
        <source>Keep the computer a&amp;wake while something downloads</source>
        <translation>下载期间阻止计算机休眠(&amp;W)</translation>
    </message>
    <message>
        <source>Not while the window is in front. Many at once come in one notice.</source>
        <translation>窗口位于前台时不通知。同时发生的多项合并为一条通知。</translation>
    </message>
    <message>
        <source>Where the desktop has no tray, closing the window always ends Sluice.</source>
        <translation>如果桌面没有系统托盘，关闭窗口总会退出 Sluice。</translation>
    </message>
    <message>
        <source>The screen may go dark all the same.</source>
        <translation>屏幕仍可关闭。</translation>
    </message>
    <message>
        <source>&amp;Start Sluice with the session</source>
        <translation>随会话启动 Sluice(&amp;S)</translation>
    </message>
    <message>
        <source>In the tray, without its window.</source>
        <translation>在系统托盘中，不显示窗口。</translation>
    </message>
    <message>
        <source>Play a &amp;sound when downloads are finished</source>
        <translation>下载完成时播放声音(&amp;S)</translation>
    </message>
    <message>
        <source>Offer &amp;links to files when they are copied</source>
        <translation>复制文件链接时提示添加(&amp;L)</translation>
    </message>
    <message>
        <source>Nothing is downloaded before you add it.</source>
        <translation>在您添加之前不会下载任何内容。</translation>
    </message>
</context>
<context>
    <name>ui::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Pages of the details</source>
        <translation>详细信息页</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Mirrors</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
</context>
<context>
    <name>ui::Dialogs</name>
    <message>
        <source>Open list, key or BLTE files</source>
        <translation>打开列表、密钥或 BLTE 文件</translation>
    </message>
</context>
<context>
    <name>ui::Digest</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>%1 is finished</source>
        <translation>%1 已完成</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 失败</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) finished</source>
        <translation>
            <numerusform>%Ln 个下载已完成</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) failed</source>
        <translation>
            <numerusform>%Ln 个下载失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>以及另外 %Ln 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DropOverlay</name>
    <message>
        <source>Drop to add</source>
        <translation>拖放以添加</translation>
    </message>
    <message>
        <source>Drop links, lists, keys or BLTE files</source>
        <translation>拖放链接、列表、密钥或 BLTE 文件</translation>
    </message>
</context>
<context>
    <name>ui::DropReader</name>
    <message>
        <source>These lines give names to file data ids. Save them as a file and drop that: Sluice reads it wherever it stays.</source>
        <translation>这些行为文件数据编号提供名称。请将其保存为文件后拖到这里：Sluice 会从原位置读取。</translation>
    </message>
</context>
<context>
    <name>ui::EmptyState</name>
    <message>
        <source>Nothing to download yet.</source>
        <translation>还没有要下载的内容。</translation>
    </message>
    <message>
        <source>Add links…</source>
        <translation>添加链接…</translation>
    </message>
    <message>
        <source>or drop links, lists or keys here</source>
        <translation>或将链接、列表或密钥拖到这里</translation>
    </message>
    <message>
        <source>No download matches “%1”.</source>
        <translation>没有与“%1”匹配的下载。</translation>
    </message>
    <message>
        <source>No download under “%1” matches “%2”.</source>
        <translation>“%1”中没有与“%2”匹配的下载。</translation>
    </message>
    <message>
        <source>Show all downloads</source>
        <translation>显示所有下载</translation>
    </message>
    <message>
        <source>No download under “%1” now.</source>
        <translation>“%1”下目前没有下载。</translation>
    </message>
    <message>
        <source>Browse products…</source>
        <translation>浏览产品…</translation>
    </message>
</context>
<context>
    <name>ui::Errors</name>
    <message>
        <source>Close the other program, then resume.</source>
        <translation>请关闭另一个程序，然后继续。</translation>
    </message>
    <message>
        <source>Sign in with your browser, then resume.</source>
        <translation>请在浏览器中登录，然后继续。</translation>
    </message>
    <message>
        <source>Add a key list that has the key. Nothing is downloaded again.</source>
        <translation>请添加包含该密钥的密钥列表。不会重新下载。</translation>
    </message>
    <message>
        <source>Add a key list that has the right key.</source>
        <translation>请添加包含正确密钥的密钥列表。</translation>
    </message>
    <message>
        <source>Check the link, or add another mirror.</source>
        <translation>请检查链接，或添加其他镜像。</translation>
    </message>
    <message>
        <source>Sluice tries another mirror by itself.</source>
        <translation>Sluice 会自动尝试其他镜像。</translation>
    </message>
    <message>
        <source>Sluice tries again by itself.</source>
        <translation>Sluice 会自动重试。</translation>
    </message>
    <message>
        <source>Sluice fetches the damaged part again.</source>
        <translation>Sluice 会重新获取损坏的部分。</translation>
    </message>
    <message>
        <source>Sluice begins this download anew.</source>
        <translation>Sluice 会重新开始此下载。</translation>
    </message>
    <message>
        <source>Mend the cause, then resume.</source>
        <translation>请排除原因，然后继续。</translation>
    </message>
    <message>
        <source>Sluice goes on by itself on another network. The settings can allow this one, under Network.</source>
        <translation>换用其他网络后 Sluice 会自动继续。可在设置的“网络”中允许此网络。</translation>
    </message>
    <message>
        <source>Allow writing to the folder, then try again; or choose another folder.</source>
        <translation>允许写入该文件夹后重试，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Bring the folder back, or choose another one.</source>
        <translation>恢复该文件夹，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder on another disk.</source>
        <translation>请选择另一磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Make room, or choose another folder. What was fetched is kept.</source>
        <translation>腾出空间，或选择其他文件夹。已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Sign in with a user name and a password.</source>
        <translation>请用用户名和密码登录。</translation>
    </message>
    <message>
        <source>Overwrite it, or give the download another name.</source>
        <translation>覆盖该文件，或为下载另取名称。</translation>
    </message>
    <message>
        <source>Give the download another name.</source>
        <translation>请为下载另取名称。</translation>
    </message>
</context>
<context>
    <name>ui::Export</name>
    <message>
        <source>A mirror has objects of a CDN, which have no lines PRODUCT:PATH; save the list as CSV.</source>
        <translation>镜像里是 CDN 的对象，没有“产品:路径”形式的行；请将列表另存为 CSV。</translation>
    </message>
</context>
<context>
    <name>ui::FileBar</name>
    <message>
        <source>Files that are shown</source>
        <translation>显示哪些文件</translation>
    </message>
    <message>
        <source>filter by words in the path</source>
        <translation>按路径中的词筛选</translation>
    </message>
    <message>
        <source>Words in the path</source>
        <translation>路径中的词</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No file is like that</source>
        <translation>没有符合的文件</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>显示 %1 / %2</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未取</translation>
    </message>
    <message>
        <source>Sorting…</source>
        <translation>正在排序…</translation>
    </message>
</context>
<context>
    <name>ui::FileCells</name>
    <message numerus="yes">
        <source>%Ln locales</source>
        <translation>
            <numerusform>%Ln 种语言</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>编码大小</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Locale</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>File data ID</source>
        <translation>文件数据 ID</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>not in this build</source>
        <translation>不在此构建中</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>loose</source>
        <translation>散文件</translation>
    </message>
    <message>
        <source>in no index</source>
        <translation>不在任何索引中</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1（缺失）</translation>
    </message>
    <message>
        <source>Archive %1</source>
        <translation>归档 %1</translation>
    </message>
    <message>
        <source>Without the key %1 its locked parts stay empty until the key is added</source>
        <translation>缺少密钥 %1，锁定的部分在添加密钥前为空</translation>
    </message>
    <message>
        <source>The key is there</source>
        <translation>密钥已有</translation>
    </message>
</context>
<context>
    <name>ui::FileCommands</name>
    <message>
        <source>&amp;Open file</source>
        <translation>打开文件(&amp;O)</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Cop&amp;y path</source>
        <translation>复制路径(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Copy source line</source>
        <translation>复制来源行(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;keys</source>
        <translation>复制密钥(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Skip these files</source>
        <translation>跳过这些文件(&amp;S)</translation>
    </message>
    <message>
        <source>Fetch these &amp;after all</source>
        <translation>仍然取得这些文件(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>重试失败的文件(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Verify again</source>
        <translation>重新验证(&amp;V)</translation>
    </message>
    <message>
        <source>Open the folder of the set</source>
        <translation>打开这组文件的文件夹</translation>
    </message>
    <message>
        <source>Save the list of files shown</source>
        <translation>保存所显示文件的列表</translation>
    </message>
    <message>
        <source>As lines PRODUCT@BUILD:PATH…</source>
        <translation>保存为“产品@版本:路径”行…</translation>
    </message>
    <message>
        <source>As CSV, with sizes and keys…</source>
        <translation>保存为 CSV，含大小和密钥…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>ui::FileLists</name>
    <message>
        <source>Save the list of files</source>
        <translation>保存文件列表</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>List (*.txt)</source>
        <translation>列表 (*.txt)</translation>
    </message>
    <message>
        <source>files</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>Saved a list of %Ln file(s) as %1</source>
        <translation>
            <numerusform>已将 %Ln 个文件的列表保存为 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FileModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>编码后</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Content key</source>
        <translation>内容密钥</translation>
    </message>
    <message>
        <source>Encoding key</source>
        <translation>编码密钥</translation>
    </message>
    <message>
        <source>copy of another</source>
        <translation>另一文件的副本</translation>
    </message>
    <message>
        <source>several objects</source>
        <translation>多个对象</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>loose</source>
        <translation>单独对象</translation>
    </message>
</context>
<context>
    <name>ui::FileTreeModel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Files</name>
    <message>
        <source>%1: %2</source>
        <comment>failed: not found</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未取</translation>
    </message>
    <message>
        <source>%1
to %2</source>
        <translation>%1
至 %2</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>No host has it, and the build does not promise it.</source>
        <translation>没有主机提供它，该版本也未承诺提供它。</translation>
    </message>
    <message>
        <source>It was taken out of this download.</source>
        <translation>它已从此下载中去除。</translation>
    </message>
    <message>
        <source>Missing key: %1</source>
        <translation>缺少的密钥：%1</translation>
    </message>
    <message>
        <source>%1
%2, %3</source>
        <translation>%1
%2，%3</translation>
    </message>
</context>
<context>
    <name>ui::FilesPage</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Folders and files of the build</source>
        <translation>构建的文件夹和文件</translation>
    </message>
    <message>
        <source>Files found</source>
        <translation>找到的文件</translation>
    </message>
    <message>
        <source>Check or uncheck</source>
        <translation>选中或取消</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Check all that were found</source>
        <translation>选中所有找到的文件</translation>
    </message>
    <message>
        <source>Uncheck everything</source>
        <translation>全部取消选中</translation>
    </message>
</context>
<context>
    <name>ui::FilesTab</name>
    <message>
        <source>Map of the files</source>
        <translation>文件图</translation>
    </message>
    <message>
        <source>Reading the list of files…</source>
        <translation>正在读取文件列表…</translation>
    </message>
    <message>
        <source>The list of these files is not kept any more. Add the same files again to see it.</source>
        <translation>这些文件的列表已不再保留。再次添加相同的文件即可查看。</translation>
    </message>
</context>
<context>
    <name>ui::FilesView</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>ui::FilterRow</name>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>任意大小</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>Locale</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>All locales</source>
        <translation>所有语言</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Encrypted or not</source>
        <translation>加密与否</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>Search files: words, *.blp, folder/*</source>
        <translation>搜索文件：词语、*.blp、文件夹/*</translation>
    </message>
    <message>
        <source>Search the files of this build</source>
        <translation>搜索此构建的文件</translation>
    </message>
    <message>
        <source>Words that all have to stand in the path, or a pattern: * and ? within a name, ** across folders. A file data ID or a key finds its file.</source>
        <translation>路径中须包含的所有词语，或通配符：* 和 ? 匹配名称内字符，** 跨文件夹。文件数据 ID 或密钥可直接找到其文件。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>找到 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Changed or not</source>
        <translation>更改与否</translation>
    </message>
    <message>
        <source>New or changed (%1)</source>
        <translation>新增或更改（%1）</translation>
    </message>
    <message>
        <source>New (%1)</source>
        <translation>新增（%1）</translation>
    </message>
    <message>
        <source>Changed (%1)</source>
        <translation>更改（%1）</translation>
    </message>
</context>
<context>
    <name>ui::FilterSidebar</name>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>ui::FoldersPage</name>
    <message>
        <source>Folders and files</source>
        <translation>文件夹和文件</translation>
    </message>
    <message>
        <source>&amp;Download folder:</source>
        <translation>下载文件夹(&amp;D)：</translation>
    </message>
    <message>
        <source>These apply to what you add from now on; the Add window can choose otherwise.</source>
        <translation>这些设置适用于以后添加的内容；在添加窗口中可另行选择。</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>下载文件夹</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Keep the bytes as ser&amp;ved, do not decode</source>
        <translation>保留原始数据，不解码(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Start new downloads at once</source>
        <translation>立即开始新的下载(&amp;S)</translation>
    </message>
    <message>
        <source>If a file &amp;exists:</source>
        <translation>如果文件已存在(&amp;E)：</translation>
    </message>
    <message>
        <source>If a &amp;key is missing:</source>
        <translation>如果缺少密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>“%1” is no whole path: it begins with %2. The folder stays %3.</source>
        <translation>“%1”不是完整路径：完整路径以 %2 开头。文件夹仍为 %3。</translation>
    </message>
</context>
<context>
    <name>ui::Format</name>
    <message>
        <source>%1/s</source>
        <comment>a speed; %1 is a size</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>ui::FoundFilesModel</name>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
</context>
<context>
    <name>ui::GeneralTab</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>以及另外 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Choose a download to see its details.</source>
        <translation>选择一个下载以查看详细信息。</translation>
    </message>
    <message>
        <source>Status:</source>
        <translation>状态：</translation>
    </message>
    <message>
        <source>Source:</source>
        <translation>来源：</translation>
    </message>
    <message>
        <source>Mirrors:</source>
        <translation>镜像：</translation>
    </message>
    <message>
        <source>Target:</source>
        <translation>目标：</translation>
    </message>
    <message>
        <source>Encoding key:</source>
        <translation>编码键：</translation>
    </message>
    <message>
        <source>Content key:</source>
        <translation>内容键：</translation>
    </message>
    <message>
        <source>Missing keys:</source>
        <translation>缺少的密钥：</translation>
    </message>
    <message>
        <source>MD5:</source>
        <translation>MD5：</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>大小：</translation>
    </message>
    <message>
        <source>From the network:</source>
        <translation>网络接收：</translation>
    </message>
    <message>
        <source>Fetched twice:</source>
        <translation>重复下载：</translation>
    </message>
    <message>
        <source>Added:</source>
        <translation>添加时间：</translation>
    </message>
    <message>
        <source>Finished:</source>
        <translation>完成时间：</translation>
    </message>
    <message>
        <source> (bytes %1 to %2)</source>
        <translation>（字节 %1 至 %2）</translation>
    </message>
    <message>
        <source>%1 of %2 encoded</source>
        <translation>编码后 %1 / %2</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>解码后 %1</translation>
    </message>
    <message>
        <source>Speed limit:</source>
        <translation>速度限制：</translation>
    </message>
    <message>
        <source>Files:</source>
        <translation>文件：</translation>
    </message>
    <message>
        <source>%L1 of %L2 in their places</source>
        <translation>%L1 / %L2 已就位</translation>
    </message>
    <message>
        <source>The key %1 seems wrong.</source>
        <translation>密钥 %1 似乎有误。</translation>
    </message>
    <message>
        <source>%1 (the known key seems wrong)</source>
        <translation>%1（已知的密钥似乎有误）</translation>
    </message>
    <message>
        <source>%1 of %2 as served</source>
        <translation>按服务器提供的形式 %1 / %2</translation>
    </message>
</context>
<context>
    <name>ui::Installation</name>
    <message>
        <source>Installed as a Debian package. To update, install a newer one: apt install ./sluice_VERSION_ARCHITECTURE.deb</source>
        <translation>以 Debian 软件包方式安装。要更新，请安装较新的软件包：apt install ./sluice_版本_架构.deb</translation>
    </message>
    <message>
        <source>Runs from an archive that was unpacked in %1. To update, unpack a newer one and start that; queue and settings are kept elsewhere.</source>
        <translation>从解压在 %1 中的压缩包运行。要更新，请解压较新的压缩包并启动它；队列和设置保存在别处。</translation>
    </message>
    <message>
        <source>Installed as a Flatpak. To update: flatpak update org.sluice.sluice</source>
        <translation>以 Flatpak 方式安装。要更新，请运行：flatpak update org.sluice.sluice</translation>
    </message>
    <message>
        <source>Built from its sources. To update, get newer ones and build them.</source>
        <translation>由源代码构建。要更新，请获取较新的源代码并重新构建。</translation>
    </message>
</context>
<context>
    <name>ui::Intake</name>
    <message numerus="yes">
        <source>%1 names %Ln file(s) of World of Warcraft</source>
        <translation>
            <numerusform>%1 为《魔兽世界》的 %Ln 个文件提供名称</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeyRequestModel</name>
    <message>
        <source>A key has 32 hexadecimal digits.</source>
        <translation>密钥为 32 位十六进制数字。</translation>
    </message>
    <message>
        <source>not entered yet</source>
        <translation>尚未输入</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s)</source>
        <translation>
            <numerusform>%Ln 个下载</numerusform>
        </translation>
    </message>
    <message>
        <source>Key name</source>
        <translation>密钥名称</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>需要者</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>%1; the known key seems wrong</source>
        <translation>%1；已知的密钥似乎有误</translation>
    </message>
</context>
<context>
    <name>ui::KeysDialog</name>
    <message>
        <source>Missing keys</source>
        <translation>缺失的密钥</translation>
    </message>
    <message>
        <source>Some chunks are encrypted with these keys. Enter or paste them here, or read a key list. What waits for a key is unlocked at once.</source>
        <translation>部分分块使用这些密钥加密。请在此输入或粘贴密钥，或读取密钥列表。等待密钥的内容会立即解锁。</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Read a key file…</source>
        <translation>读取密钥文件(&amp;R)…</translation>
    </message>
    <message>
        <source>A key has 32 hexadecimal digits.</source>
        <translation>密钥为 32 位十六进制数字。</translation>
    </message>
    <message>
        <source>%1 of %2 keys entered</source>
        <translation>已输入 %1 / %2 个密钥</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>&amp;Import a key list…</source>
        <translation>导入密钥列表(&amp;I)…</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>缺少的密钥</translation>
    </message>
    <message>
        <source>Known:</source>
        <translation>已知：</translation>
    </message>
    <message>
        <source>Missing:</source>
        <translation>缺少：</translation>
    </message>
    <message>
        <source>A key list has a name and a key on each line. You can also drop it onto the window. A key that arrives unlocks what waits for it; nothing is downloaded again.</source>
        <translation>密钥列表的每一行包含一个名称和一个密钥，也可以直接拖到窗口上。新密钥会解锁等待它的内容，无需重新下载。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln 个密钥</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Find a key by its name or where it is from</source>
        <translation>按名称或来源查找密钥</translation>
    </message>
    <message>
        <source>Find a key</source>
        <translation>查找密钥</translation>
    </message>
    <message>
        <source>Known keys</source>
        <translation>已知密钥</translation>
    </message>
    <message>
        <source>Co&amp;rrect…</source>
        <translation>更正(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Delete keys</source>
        <translation>删除密钥</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln key(s)? Files that were unlocked with them stay as they are.</source>
        <translation>
            <numerusform>要删除 %Ln 个密钥吗？已用它们解锁的文件保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Correct a key</source>
        <translation>更正密钥</translation>
    </message>
    <message>
        <source>The key %1, 32 hex digits:</source>
        <translation>密钥 %1，32 位十六进制数字：</translation>
    </message>
    <message>
        <source>&amp;Correct</source>
        <translation>更正(&amp;C)</translation>
    </message>
    <message>
        <source>That is no key: a key has 32 hex digits.</source>
        <translation>这不是密钥：密钥有 32 位十六进制数字。</translation>
    </message>
    <message>
        <source>entered</source>
        <translation>手动输入</translation>
    </message>
</context>
<context>
    <name>ui::KnownKeys</name>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>ui::LabelList</name>
    <message>
        <source>Categories and tags</source>
        <translation>类别和标签</translation>
    </message>
</context>
<context>
    <name>ui::LabelModel</name>
    <message>
        <source>All categories</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Tag %1, %2</source>
        <translation>标签 %1，%2</translation>
    </message>
</context>
<context>
    <name>ui::LicencesDialog</name>
    <message>
        <source>windows, network, database</source>
        <translation>窗口、网络、数据库</translation>
    </message>
    <message>
        <source>the queue's database, by Qt</source>
        <translation>队列数据库（通过 Qt）</translation>
    </message>
    <message>
        <source>secure connections, by Qt</source>
        <translation>安全连接（通过 Qt）</translation>
    </message>
    <message>
        <source>decoding of large chunks</source>
        <translation>解码大数据块</translation>
    </message>
    <message>
        <source>decoding of whole chunks</source>
        <translation>解码完整数据块</translation>
    </message>
    <message>
        <source>digests and decryption</source>
        <translation>摘要和解密</translation>
    </message>
    <message>
        <source>values or errors</source>
        <translation>值或错误</translation>
    </message>
    <message>
        <source>Sluice is free software. What it is built with has licences of its own.</source>
        <translation>Sluice 是自由软件。其所用组件各有自己的许可证。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>所用组件</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ui::LimitMenu</name>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Kilobytes per second (0: no limit):</source>
        <translation>千字节每秒（0：不限速）：</translation>
    </message>
    <message>
        <source>&amp;Limit</source>
        <translation>限速(&amp;L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::LimitsPage</name>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>&amp;Limit the speed of all downloads together to</source>
        <translation>限制所有下载的总速度为(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Give up when nothing could move for</source>
        <translation>多长时间无进展后放弃(&amp;G)</translation>
    </message>
    <message>
        <source> kB/s</source>
        <translation> kB/s</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待时间</translation>
    </message>
    <message>
        <source>Without this, a download waits until the network or the server is back.</source>
        <translation>不启用时，下载会一直等待网络或服务器恢复。</translation>
    </message>
    <message>
        <source>&amp;Schedule…</source>
        <translation>计划(&amp;S)…</translation>
    </message>
    <message>
        <source>By the clock:</source>
        <translation>按时段：</translation>
    </message>
</context>
<context>
    <name>ui::LinkCommands</name>
    <message numerus="yes">
        <source>Save a list of %Ln download(s)</source>
        <translation>
            <numerusform>保存 %Ln 个下载的列表</numerusform>
        </translation>
    </message>
    <message>
        <source>List (*.txt)</source>
        <translation>列表 (*.txt)</translation>
    </message>
    <message>
        <source>Metalink (*.meta4)</source>
        <translation>Metalink (*.meta4)</translation>
    </message>
    <message>
        <source>downloads</source>
        <translation>下载列表</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) saved to %1</source>
        <translation>
            <numerusform>已将 %Ln 个下载保存到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not saved: %2</source>
        <translation>未能保存 %1：%2</translation>
    </message>
    <message>
        <source>%1 was not added: %2</source>
        <translation>未添加 %1：%2</translation>
    </message>
</context>
<context>
    <name>ui::Log</name>
    <message>
        <source>Done: %1</source>
        <translation>完成：%1</translation>
    </message>
    <message>
        <source>Retry in %1 s on %2</source>
        <translation>%1 秒后在 %2 重试</translation>
    </message>
    <message>
        <source>Chunk %1 from %2 is fetched again</source>
        <translation>重新获取来自 %2 的分块 %1</translation>
    </message>
    <message>
        <source>Chunk %1 needs the key %2</source>
        <translation>分块 %1 需要密钥 %2</translation>
    </message>
    <message>
        <source>Chunk %1 stays locked: the key %2 seems wrong</source>
        <translation>块 %1 仍被锁定：密钥 %2 似乎有误</translation>
    </message>
    <message>
        <source>Waits %1 s</source>
        <translation>等待 %1 秒</translation>
    </message>
    <message>
        <source>Begins anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>What lies there is not believed; %1 of it are proven</source>
        <translation>已有的内容不可信；其中 %1 已得到证实</translation>
    </message>
    <message>
        <source>%1 after the last chunk are left out</source>
        <translation>最后一个分块之后的 %1 已忽略</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Resumed: %1 need not be fetched again</source>
        <translation>已续传：%1 无需重新下载</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message numerus="yes">
        <source>Header read: %Ln chunk(s), %1 encoded, %2 decoded</source>
        <translation>
            <numerusform>已读取文件头：%Ln 个分块，编码后 %1，解码后 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Read back from the disk: as it should be</source>
        <translation>已从磁盘读回：内容无误</translation>
    </message>
    <message>
        <source>Read back from the disk: as it should be, MD5 %1</source>
        <translation>已从磁盘读回：内容无误，MD5 %1</translation>
    </message>
    <message>
        <source>Came from the community mirror %1</source>
        <translation>来自社区镜像 %1</translation>
    </message>
    <message>
        <source>%1: the object at byte %2 was damaged, and is fetched again</source>
        <translation>%1：位于字节 %2 的对象已损坏，正在重新获取</translation>
    </message>
    <message>
        <source>A file of the set failed</source>
        <translation>这组文件中有一个失败</translation>
    </message>
</context>
<context>
    <name>ui::LogTab</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What happens to this download is written here.</source>
        <translation>此下载的经过会记录在这里。</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>复制日志</translation>
    </message>
</context>
<context>
    <name>ui::LookupBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Looking up %1</source>
        <translation>正在查找 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 waits: the connection is metered</source>
        <translation>%1 正在等待：当前为按流量计费的连接</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>A link that was to add downloads is not understood: %1</source>
        <translation>无法理解一个用于添加下载的链接：%1</translation>
    </message>
    <message>
        <source>%1 · Sluice</source>
        <translation>%1 · Sluice</translation>
    </message>
</context>
<context>
    <name>ui::MirrorCheckPart</name>
    <message>
        <source>Verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>校验(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Fetch again what is wrong</source>
        <translation>重新获取有问题的对象(&amp;F)</translation>
    </message>
    <message>
        <source>C&amp;opy the list</source>
        <translation>复制列表(&amp;O)</translation>
    </message>
    <message>
        <source>Missing or damaged objects</source>
        <translation>缺失或损坏的对象</translation>
    </message>
    <message>
        <source>Name the folder of the mirror.</source>
        <translation>请指定镜像的文件夹。</translation>
    </message>
    <message>
        <source>Reads every object of the mirror back and proves it. Nobody is asked for it, and nothing is changed.</source>
        <translation>读取并校验镜像中的每个对象。不访问网络，也不做任何更改。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Reading what the mirror is to have…</source>
        <translation>正在读取镜像应包含的内容…</translation>
    </message>
    <message>
        <source>What is wrong is looked up and put into the list.</source>
        <translation>正在查找有问题的对象并加入列表。</translation>
    </message>
</context>
<context>
    <name>ui::MirrorDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Ma&amp;ke or complete</source>
        <translation>创建或补全(&amp;K)</translation>
    </message>
    <message>
        <source>Verif&amp;y</source>
        <translation>校验(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Serve to others</source>
        <translation>提供给他人(&amp;S)</translation>
    </message>
    <message>
        <source>Folder of the mirror</source>
        <translation>镜像文件夹</translation>
    </message>
    <message>
        <source>Fol&amp;der of the mirror:</source>
        <translation>镜像文件夹(&amp;D)：</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>浏览(&amp;W)…</translation>
    </message>
    <message>
        <source>What to do with the mirror</source>
        <translation>要对镜像执行的操作</translation>
    </message>
</context>
<context>
    <name>ui::MirrorForecasting</name>
    <message>
        <source>The mirror has all of build %1 of %2, and so every file of it</source>
        <translation>镜像已包含 %2 的构建 %1 的全部内容，因此也包含其中的每个文件</translation>
    </message>
</context>
<context>
    <name>ui::MirrorMakePart</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>its code, like wow_classic_era</source>
        <translation>产品代码，例如 wow_classic_era</translation>
    </message>
    <message>
        <source>the current one; or a version, a build&apos;s number, the hash of a build config</source>
        <translation>当前构建；或版本号、构建编号、构建配置的哈希</translation>
    </message>
    <message>
        <source>all of them; or a folder, a glob, fdid=…, ckey=…</source>
        <translation>全部；或文件夹、通配符、fdid=…、ckey=…</translation>
    </message>
    <message>
        <source>Usual (%1)</source>
        <translation>默认（%1）</translation>
    </message>
    <message>
        <source>&amp;Product:</source>
        <translation>产品(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Build:</source>
        <translation>构建(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;Region:</source>
        <translation>地区(&amp;R)：</translation>
    </message>
    <message>
        <source>F&amp;iles:</source>
        <translation>文件(&amp;I)：</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>查找(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Mirror it</source>
        <translation>开始镜像(&amp;M)</translation>
    </message>
    <message>
        <source>Everything of a build as its CDN has it, laid out so that any web server can serve it. First it is looked up how large that is; nothing is written before you say so.</source>
        <translation>按 CDN 的原样保存一个构建的全部内容，任何网页服务器都能对外提供。首先查明大小；在您确认之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Name the folder of the mirror; it may be a new one.</source>
        <translation>请指定镜像的文件夹；可以是新文件夹。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Looking up what belongs to it: %1 received</source>
        <translation>正在查找所需内容：已接收 %1</translation>
    </message>
    <message>
        <source>It is looked up once more and put into the list.</source>
        <translation>正在再次查找并加入列表。</translation>
    </message>
    <message>
        <source>Americas (us)</source>
        <translation>美洲 (us)</translation>
    </message>
    <message>
        <source>Europe (eu)</source>
        <translation>欧洲 (eu)</translation>
    </message>
    <message>
        <source>Korea (kr)</source>
        <translation>韩国 (kr)</translation>
    </message>
    <message>
        <source>Taiwan (tw)</source>
        <translation>台湾 (tw)</translation>
    </message>
    <message>
        <source>China (cn)</source>
        <translation>中国大陆 (cn)</translation>
    </message>
</context>
<context>
    <name>ui::MirrorModel</name>
    <message>
        <source>%1 · rests for %2</source>
        <translation>%1 · 暂歇 %2</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Ranges</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>失败次数</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Multi-range</source>
        <translation>多区间</translation>
    </message>
</context>
<context>
    <name>ui::MirrorServePart</name>
    <message>
        <source>This computer&apos;s na&amp;me:</source>
        <translation>本机名称(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>端口(&amp;P)：</translation>
    </message>
    <message>
        <source>For &amp;nginx, in a file of its own, like /etc/nginx/conf.d/mirror.conf:</source>
        <translation>用于 &amp;nginx，写入单独的文件，例如 /etc/nginx/conf.d/mirror.conf：</translation>
    </message>
    <message>
        <source>Lines for nginx</source>
        <translation>nginx 配置行</translation>
    </message>
    <message>
        <source>&amp;Others use it like this:</source>
        <translation>他人这样使用(&amp;O)：</translation>
    </message>
    <message>
        <source>Commands for others</source>
        <translation>供他人使用的命令</translation>
    </message>
    <message>
        <source>In the settings of Sluice, on the page Mirrors, the address is entered as a version service. Any other server of files does as well.</source>
        <translation>在 Sluice 设置的“镜像”页面，将该地址填为版本服务。其他任何文件服务器同样可用。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>There is no mirror in that folder yet.</source>
        <translation>该文件夹中还没有镜像。</translation>
    </message>
    <message>
        <source>Name the folder of the mirror.</source>
        <translation>请指定镜像的文件夹。</translation>
    </message>
    <message>
        <source>nginx can name no folder with a “$” in its path: rename it.</source>
        <translation>nginx 无法使用路径中含“$”的文件夹：请重命名。</translation>
    </message>
</context>
<context>
    <name>ui::MirrorsPage</name>
    <message>
        <source>Mirrors</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>&amp;New mirror:</source>
        <translation>新镜像(&amp;N)：</translation>
    </message>
    <message>
        <source>A file on a CDN has the same path at every host. These are asked besides the hosts of each link, from the next start of a download on. What they send is checked like everything else.</source>
        <translation>CDN 上的文件在每台主机上路径都相同。从下载的下一次启动起，除链接自带的主机外还会询问这些镜像。它们发来的内容同样会被校验。</translation>
    </message>
    <message>
        <source>New mirror</source>
        <translation>新镜像</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>That is no mirror: it needs a host, as in https://cdn.example.org</source>
        <translation>这不是镜像：需要主机名，例如 https://cdn.example.org</translation>
    </message>
    <message>
        <source>Version services</source>
        <translation>版本服务</translation>
    </message>
    <message>
        <source>the official ones</source>
        <translation>官方服务</translation>
    </message>
    <message>
        <source>&amp;Version services:</source>
        <translation>版本服务(&amp;V)：</translation>
    </message>
    <message>
        <source>They know the builds of products. Addresses with blanks between them, asked in this order.</source>
        <translation>它们了解各产品的构建版本。地址以空格分隔，按此顺序询问。</translation>
    </message>
    <message>
        <source>%1 is no address of a service; one begins with https:// or http://</source>
        <translation>%1 不是服务的地址；地址以 https:// 或 http:// 开头</translation>
    </message>
    <message>
        <source>Other community mirrors</source>
        <translation>其他社区镜像</translation>
    </message>
    <message>
        <source>others, with blanks between them</source>
        <translation>其他镜像，以空格分隔</translation>
    </message>
    <message>
        <source>&amp;Community mirrors:</source>
        <translation>社区镜像(&amp;C)：</translation>
    </message>
    <message>
        <source>Hosts of volunteers, asked only while none of the others can be. A file that came from one says so in its log.</source>
        <translation>由志愿者提供的主机，仅在其他主机都无法询问时才会使用。来自这些主机的文件会在其日志中注明。</translation>
    </message>
    <message>
        <source>%1 is no mirror: it needs a host, as in https://cdn.example.org</source>
        <translation>%1 不是镜像：需要主机，例如 https://cdn.example.org</translation>
    </message>
    <message>
        <source>%1 is in the list already</source>
        <translation>%1 已在列表中</translation>
    </message>
</context>
<context>
    <name>ui::MirrorsTab</name>
    <message>
        <source>Mirrors</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Another mirror</source>
        <translation>另一镜像</translation>
    </message>
    <message>
        <source>another mirror: https://host, or the whole address of the same file</source>
        <translation>另一镜像：https://主机，或同一文件的完整地址</translation>
    </message>
    <message>
        <source>Add mirror</source>
        <translation>添加镜像</translation>
    </message>
</context>
<context>
    <name>ui::MirrorText</name>
    <message numerus="yes">
        <source>%Ln object(s) read, and all of them are whole.</source>
        <translation>
            <numerusform>已读取 %Ln 个对象，全部完好。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1</source>
        <translation>
            <numerusform>%Ln 个对象，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>None of it is in the folder yet.</source>
        <translation>文件夹中尚无任何内容。</translation>
    </message>
    <message>
        <source>All of it is in the folder. It is read and proven again; what is damaged is fetched.</source>
        <translation>全部内容已在文件夹中。将重新读取并校验；损坏的会重新获取。</translation>
    </message>
    <message>
        <source>In the folder already: %1. It is proven, and the rest is fetched.</source>
        <translation>文件夹中已有：%1。将校验这些内容并获取其余部分。</translation>
    </message>
    <message>
        <source>Nothing can be mirrored.</source>
        <translation>没有可镜像的内容。</translation>
    </message>
    <message numerus="yes">
        <source>The size of %Ln archive(s) is not known before it is fetched.</source>
        <translation>
            <numerusform>%Ln 个归档的大小在获取前未知。</numerusform>
        </translation>
    </message>
    <message>
        <source>Besides: up to %1 that no index lists and no host may have.</source>
        <translation>此外：最多 %1 未被任何索引列出，也可能没有主机提供。</translation>
    </message>
    <message>
        <source>That is more than is free there: %1.</source>
        <translation>超出该处可用空间：%1。</translation>
    </message>
    <message>
        <source>%1 free there.</source>
        <translation>该处可用空间 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln object(s) read</source>
        <translation>
            <numerusform>已读取 %1 / %Ln 个对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong</source>
        <translation>
            <numerusform>%Ln 个有问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln build(s) cannot be opened. Mirror again what is to be kept of them.</source>
        <translation>
            <numerusform>%Ln 个构建无法打开。请重新镜像需要保留的内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>未能读取任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) of %1 missing or damaged.</source>
        <translation>
            <numerusform>%1 个对象中有 %Ln 个缺失或损坏。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more known to the encoding manifest only, and not here: a CDN may lack them, too.</source>
        <translation>
            <numerusform>另有 %Ln 个仅编码清单提到且此处没有：CDN 也可能没有。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::NameCell</name>
    <message>
        <source>at most %1</source>
        <translation>最高 %1</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>解码后 %1</translation>
    </message>
    <message>
        <source>%1 encoded, as the network sends it</source>
        <translation>编码后 %1（网络传输）</translation>
    </message>
</context>
<context>
    <name>ui::NetworkPage</name>
    <message>
        <source>Network and memory</source>
        <translation>网络和内存</translation>
    </message>
    <message>
        <source>Compute the &amp;MD5 of every finished file</source>
        <translation>计算每个已完成文件的 &amp;MD5</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Unreliable: try more often</source>
        <translation>不稳定：多次重试</translation>
    </message>
    <message>
        <source>Stable: change mirrors early</source>
        <translation>稳定：尽早切换镜像</translation>
    </message>
    <message>
        <source>Low memory</source>
        <translation>低内存</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>High throughput</source>
        <translation>高吞吐量</translation>
    </message>
    <message>
        <source>&amp;Network:</source>
        <translation>网络(&amp;N)：</translation>
    </message>
    <message>
        <source>Me&amp;mory:</source>
        <translation>内存(&amp;M)：</translation>
    </message>
    <message>
        <source>Without a content key the MD5 proves nothing by itself; it helps to compare files.</source>
        <translation>没有内容键时，MD5 本身不能证明什么，但可用于比较文件。</translation>
    </message>
    <message>
        <source>&amp;Wait while the connection is metered</source>
        <translation>连接按流量计费时等待(&amp;W)</translation>
    </message>
    <message>
        <source>Signed in at</source>
        <translation>已登录的站点</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>忘记(&amp;F)</translation>
    </message>
    <message>
        <source>Signed &amp;in at:</source>
        <translation>已登录的站点(&amp;I)：</translation>
    </message>
    <message>
        <source>Sites whose user names and passwords are kept. Sign in from a download&apos;s menu.</source>
        <translation>已保存用户名和密码的站点。可从下载的菜单中登录。</translation>
    </message>
    <message>
        <source>Sites whose user names, passwords and headers are kept. Sign in from a download's menu.</source>
        <translation>保存了用户名、密码和请求头的网站。可从下载的菜单中登录。</translation>
    </message>
</context>
<context>
    <name>ui::NoticeBar</name>
    <message>
        <source>Show…</source>
        <translation>显示…</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) added</source>
        <translation>
            <numerusform>已添加 %Ln 个下载</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the queue already</source>
        <translation>
            <numerusform>%Ln 个已在队列中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) read</source>
        <translation>
            <numerusform>已读取 %Ln 个密钥</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not understood</source>
        <translation>
            <numerusform>%Ln 行无法识别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) not found</source>
        <translation>
            <numerusform>未找到 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s)</source>
        <translation>
            <numerusform>%Ln 条提示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed one(s) back again</source>
        <translation>
            <numerusform>%Ln 个已移除的又加回来了</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more to read</source>
        <translation>
            <numerusform>还有 %Ln 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OfferBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>不用了</translation>
    </message>
    <message>
        <source>Add files of it…</source>
        <translation>添加其中的文件…</translation>
    </message>
    <message>
        <source>Use it from now on</source>
        <translation>从现在起使用</translation>
    </message>
</context>
<context>
    <name>ui::Open</name>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 已不存在。</translation>
    </message>
    <message>
        <source>Nothing on this computer opens %1.</source>
        <translation>此计算机上没有可以打开 %1 的程序。</translation>
    </message>
</context>
<context>
    <name>ui::OptionBoxes</name>
    <message>
        <source>Keep it and say so</source>
        <translation>保留并提示</translation>
    </message>
    <message>
        <source>Save under another name</source>
        <translation>另存为其他名称</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Keep the locked chunks, to unlock them later</source>
        <translation>保留锁定的分块，稍后解锁</translation>
    </message>
    <message>
        <source>Fill the locked chunks with zeros</source>
        <translation>用零填充锁定的分块</translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation>停止下载</translation>
    </message>
</context>
<context>
    <name>ui::OverallLimitMenu</name>
    <message>
        <source>Limit: %1</source>
        <translation>限速：%1</translation>
    </message>
    <message>
        <source>Limit: off</source>
        <translation>限速：关</translation>
    </message>
    <message>
        <source>%1 (schedule)</source>
        <translation>%1（计划）</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>计划…</translation>
    </message>
    <message>
        <source>Stopped (schedule)</source>
        <translation>已停止（计划）</translation>
    </message>
</context>
<context>
    <name>ui::PiecesTab</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>分块</translation>
    </message>
</context>
<context>
    <name>ui::Presence</name>
    <message>
        <source>Sluice goes on in the tray</source>
        <translation>Sluice 在系统托盘中继续运行</translation>
    </message>
    <message>
        <source>Closing the window does not end it. Quit it from the menu of its icon, or change this in the settings, under Desktop.</source>
        <translation>关闭窗口不会退出程序。可从托盘图标菜单退出，或在设置的“桌面”中更改。</translation>
    </message>
</context>
<context>
    <name>ui::PreviewPane</name>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation>显示前 %1</translation>
    </message>
    <message>
        <source>from the cache</source>
        <translation>来自缓存</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Choose a file to see what is in it.</source>
        <translation>选择一个文件以查看内容。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>此文件为空。</translation>
    </message>
</context>
<context>
    <name>ui::ProblemsDialog</name>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What could not be used, or went otherwise than expected. Everything else was taken.</source>
        <translation>无法使用或与预期不符的内容。其余均已接受。</translation>
    </message>
</context>
<context>
    <name>ui::ProductList</name>
    <message>
        <source>Find a product</source>
        <translation>查找产品</translation>
    </message>
    <message>
        <source>Find a product by its name or code</source>
        <translation>按名称或代码查找产品</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Show &amp;vendor products</source>
        <translation>显示厂商产品(&amp;V)</translation>
    </message>
    <message>
        <source>Builds for people who work on the games; nearly all of them are encrypted with keys that nobody else has</source>
        <translation>供游戏开发人员使用的构建；几乎全部用外人没有的密钥加密</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>ui::ProductModel</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>needs the key %1</source>
        <translation>需要密钥 %1</translation>
    </message>
    <message>
        <source>Favourite: %1</source>
        <translation>收藏：%1</translation>
    </message>
</context>
<context>
    <name>ui::ProxyPage</name>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>SOCKS5</source>
        <translation>SOCKS5</translation>
    </message>
    <message>
        <source>&amp;Proxy:</source>
        <translation>代理(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>地址(&amp;A)：</translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation>端口(&amp;O)：</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>用户名(&amp;U)：</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>密码(&amp;W)：</translation>
    </message>
    <message>
        <source>User and password only where the proxy asks for them. They are kept unencrypted in Sluice&apos;s settings file, which your account alone can read. What is on this computer itself is reached without a proxy.</source>
        <translation>仅在代理要求时填写用户名和密码。它们未经加密地保存在 Sluice 的设置文件中，只有您的帐户可以读取。访问本机不经过代理。</translation>
    </message>
    <message>
        <source>Enter the proxy&apos;s address; until then nothing changes.</source>
        <translation>请输入代理地址；在此之前不会有任何更改。</translation>
    </message>
</context>
<context>
    <name>ui::QueueModel</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>ui::QueueView</name>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>ui::ReplaceDialog</name>
    <message>
        <source>Replace link</source>
        <translation>更换链接</translation>
    </message>
    <message>
        <source>New &amp;addresses for “%1”, one a line. What was downloaded and verified is kept.</source>
        <translation>“%1”的新地址(&amp;A)，每行一个。已下载并验证的内容会保留。</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>更换(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::ScheduleDialog</name>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>&amp;Add times</source>
        <translation>添加时间(&amp;A)</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Now: %1, until %2</source>
        <translation>现在：%1，直到 %2</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>现在：%1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>At these times these limits hold instead of the usual one, or nothing is downloaded at all. Where two of them overlap, the upper one counts; one that ends before it begins ends the next day.</source>
        <translation>在这些时段使用这些限速代替通常的限速，或者完全不下载。若两条重叠，以上面的为准；结束早于开始的时段在次日结束。</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>不运行</translation>
    </message>
</context>
<context>
    <name>ui::ScheduleRow</name>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Remove these times</source>
        <translation>移除这些时间</translation>
    </message>
    <message>
        <source> kB/s</source>
        <translation> kB/s</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>速度限制</translation>
    </message>
    <message>
        <source>What holds then</source>
        <translation>届时的设置</translation>
    </message>
    <message>
        <source>Limit to</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>不运行</translation>
    </message>
</context>
<context>
    <name>ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>I&amp;mport…</source>
        <translation>导入(&amp;M)…</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Settings (*.ini)</source>
        <translation>设置 (*.ini)</translation>
    </message>
    <message>
        <source>The settings were saved to %1. Passwords, headers and cookies are not in it, nor are keys.</source>
        <translation>设置已保存到 %1。其中不含密码、请求头、Cookie 和密钥。</translation>
    </message>
    <message>
        <source>%1 was not saved: %2</source>
        <translation>%1 未保存：%2</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>%1 has no settings of Sluice.</source>
        <translation>%1 中没有 Sluice 的设置。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln setting(s) were taken from %1. Logins and keys stay as they are.</source>
        <translation>
            <numerusform>已从 %1 导入 %Ln 项设置。登录信息和密钥保持不变。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>查找快捷键</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>在列表中</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Menu of the download</source>
        <translation>下载的菜单</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ui::Sparkline</name>
    <message>
        <source>Speed of the last minutes</source>
        <translation>最近几分钟的速度</translation>
    </message>
    <message>
        <source>Last 3 minutes, at most %1</source>
        <translation>最近 3 分钟，最高 %1</translation>
    </message>
</context>
<context>
    <name>ui::SpeedGraph</name>
    <message>
        <source>Speed graph</source>
        <translation>速度图</translation>
    </message>
    <message>
        <source>Nothing was received yet.</source>
        <translation>尚未接收任何数据。</translation>
    </message>
    <message>
        <source>Now %1, at most %2, on average %3</source>
        <translation>当前 %1，最高 %2，平均 %3</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <translation>%1，%2前</translation>
    </message>
</context>
<context>
    <name>ui::SpeedTab</name>
    <message>
        <source>Speed of</source>
        <translation>速度对象</translation>
    </message>
    <message>
        <source>This download</source>
        <translation>此下载</translation>
    </message>
    <message>
        <source>All downloads</source>
        <translation>所有下载</translation>
    </message>
</context>
<context>
    <name>ui::SpeedView</name>
    <message>
        <source>Span</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 分钟</translation>
    </message>
    <message>
        <source>3 hours</source>
        <translation>3 小时</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 小时</translation>
    </message>
</context>
<context>
    <name>ui::StatisticsDialog</name>
    <message>
        <source>Speed and statistics</source>
        <translation>速度和统计</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Count &amp;anew…</source>
        <translation>重新计数(&amp;A)…</translation>
    </message>
    <message>
        <source>In this run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Of it, fetched again</source>
        <translation>其中重复下载</translation>
    </message>
    <message>
        <source>Files finished</source>
        <translation>完成的文件</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>Count anew</source>
        <translation>重新计数</translation>
    </message>
    <message>
        <source>Forget what was counted, and count from now on?</source>
        <translation>要清除已有计数并从现在开始重新计数吗？</translation>
    </message>
    <message>
        <source>&amp;Count anew</source>
        <translation>重新计数(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::Status</name>
    <message>
        <source>retry in %1</source>
        <translation>%1 后重试</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>正在重试</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chunk(s) locked</source>
        <translation>
            <numerusform>%Ln 个分块已锁定</numerusform>
        </translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Checking and saving…</source>
        <translation>正在校验并保存…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>Chunks verified</source>
        <translation>分块已验证</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>Complete, unverified</source>
        <translation>已完成，未验证</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>The decoded file matches its content key.</source>
        <translation>解码后的文件与其内容键相符。</translation>
    </message>
    <message>
        <source>The encoding key and every chunk&apos;s checksum match. The content key is not known.</source>
        <translation>编码键和每个分块的校验和均相符。内容键未知。</translation>
    </message>
    <message>
        <source>Some chunks are encrypted with keys that are not known yet.</source>
        <translation>部分分块使用了尚未知晓的密钥加密。</translation>
    </message>
    <message>
        <source>There was nothing to check the file against.</source>
        <translation>没有可用于校验该文件的依据。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Add key…</source>
        <translation>添加密钥…</translation>
    </message>
    <message>
        <source>%1 of %2 mirrors</source>
        <translation>%1 / %2 个镜像</translation>
    </message>
    <message>
        <source>mirror %1/%2</source>
        <translation>镜像 %1/%2</translation>
    </message>
    <message>
        <source>Reading back</source>
        <translation>正在读回</translation>
    </message>
    <message>
        <source>%L1 of %L2 files</source>
        <translation>%L1 / %L2 个文件</translation>
    </message>
    <message>
        <source>Receiving…</source>
        <translation>正在接收…</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>尚无应答</translation>
    </message>
    <message>
        <source>Try again, or replace the link.</source>
        <translation>请重试，或替换链接。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>Sluice tries again by itself.</source>
        <translation>Sluice 会自动重试。</translation>
    </message>
    <message>
        <source>%L1 failed</source>
        <translation>%L1 个失败</translation>
    </message>
    <message>
        <source>%L1 of %L2 files failed</source>
        <translation>%L1 / %L2 个文件失败</translation>
    </message>
</context>
<context>
    <name>ui::StatusStrip</name>
    <message>
        <source>Speed limit of all downloads together</source>
        <translation>所有下载的总限速</translation>
    </message>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln 个活动</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing active</source>
        <translation>无活动</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>可用：%1</translation>
    </message>
    <message>
        <source>1 h average: %1</source>
        <translation>1 小时平均：%1</translation>
    </message>
    <message>
        <source>Small files of a server share a connection and count as one: %1 of %2 places for files at once are taken.</source>
        <translation>同一服务器的小文件共用一个连接，算作一个：同时下载的 %2 个位置中已用 %1 个。</translation>
    </message>
</context>
<context>
    <name>ui::SummaryBar</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Add keys…</source>
        <translation>添加密钥…</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) failed</source>
        <translation>
            <numerusform>%Ln 个下载失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) locked</source>
        <translation>
            <numerusform>%Ln 个下载已锁定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) missing</source>
        <translation>
            <numerusform>缺少 %Ln 个密钥</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) seem wrong</source>
        <translation>
            <numerusform>%Ln 个密钥似乎有误</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SystemRequests</name>
    <message>
        <source>Downloads are running</source>
        <translation>正在下载</translation>
    </message>
</context>
<context>
    <name>ui::TableView</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>ui::TagMenu</name>
    <message>
        <source>&amp;New tag…</source>
        <translation>新建标签(&amp;N)…</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>新建标签</translation>
    </message>
</context>
<context>
    <name>ui::ToolBar</name>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Speed limit of all downloads together</source>
        <translation>所有下载的总限速</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by name, host or folder</source>
        <translation>按名称、主机或文件夹筛选</translation>
    </message>
    <message>
        <source>Filter by name, host or folder (%1)</source>
        <translation>按名称、主机或文件夹筛选（%1）</translation>
    </message>
</context>
<context>
    <name>ui::TotalsBar</name>
    <message>
        <source>Nothing is checked yet.</source>
        <translation>尚未选中任何文件。</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>超过 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) checked</source>
        <translation>
            <numerusform>已选中 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to fetch</source>
        <translation>需下载 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s) a key that is not there</source>
        <translation>
            <numerusform>%Ln 个需要缺失的密钥</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln encrypted</source>
        <translation>
            <numerusform>%Ln 个已加密</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there already</source>
        <translation>
            <numerusform>%Ln 个已存在</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>not enough room</source>
        <translation>空间不足</translation>
    </message>
    <message>
        <source>&amp;Start at once</source>
        <translation>立即开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Queue selected</source>
        <translation>加入队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Look up sizes</source>
        <translation>查询大小</translation>
    </message>
    <message>
        <source>Asks the encoding manifest for each checked file: sizes, and which keys are missing</source>
        <translation>在编码清单中查询每个选中的文件：大小和缺失的密钥</translation>
    </message>
    <message>
        <source>Uncheck everything</source>
        <translation>全部取消选中</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>文件所在文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>looking up sizes…</source>
        <translation>正在查询大小…</translation>
    </message>
</context>
<context>
    <name>ui::TrayIcon</name>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln 个活动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln 个等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>&amp;Show Sluice</source>
        <translation>显示 Sluice(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Remove now</source>
        <translation>立即移除</translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln download(s).</source>
        <translation>
            <numerusform>已移除 %Ln 个下载。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo (%1)</source>
        <translation>撤销（%1）</translation>
    </message>
</context>
<context>
    <name>ui::LineTrouble</name>
    <message>
        <source>a magnet link: Sluice fetches no torrents</source>
        <translation>磁力链接：Sluice 不下载种子</translation>
    </message>
    <message>
        <source>an FTP address: Sluice fetches http and https only</source>
        <translation>FTP 地址：Sluice 只下载 http 和 https</translation>
    </message>
    <message>
        <source>“%1”: did you mean %2?</source>
        <translation>“%1”：是否想写 %2？</translation>
    </message>
    <message>
        <source>“%1” addresses are not fetched, only http and https</source>
        <translation>不下载“%1”地址，只下载 http 和 https</translation>
    </message>
    <message>
        <source>no http:// or https:// at its beginning</source>
        <translation>开头缺少 http:// 或 https://</translation>
    </message>
</context>
<context>
    <name>ui::Remedies</name>
    <message>
        <source>Sign in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>Replace link…</source>
        <translation>替换链接…</translation>
    </message>
    <message>
        <source>Add key…</source>
        <translation>添加密钥…</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Rename or move…</source>
        <translation>重命名或移动…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show the failed files</source>
        <translation>显示失败的文件</translation>
    </message>
</context>
<context>
    <name>ui::RelocateDialog</name>
    <message>
        <source>Rename or move</source>
        <translation>重命名或移动</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>What is on the disk of “%1” goes along.</source>
        <translation>“%1”已在磁盘上的内容会一起移动。</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>文件名(&amp;N)：</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Rename or move</source>
        <translation>重命名或移动(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>正在移动…</translation>
    </message>
    <message>
        <source>“%1” is no whole path of a folder. It begins with %2</source>
        <translation>“%1”不是完整的文件夹路径。完整路径以 %2 开头</translation>
    </message>
    <message numerus="yes">
        <source>What is on the disk of %Ln download(s) goes along.</source>
        <translation>
            <numerusform>%Ln 个下载已在磁盘上的内容会一起移动。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>%1 wants a user name and a password for “%2”.</source>
        <translation>%1 要求为“%2”提供用户名和密码。</translation>
    </message>
    <message>
        <source>For &amp;everything at %1</source>
        <translation>用于 %1 上的全部内容(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>登录(&amp;S)</translation>
    </message>
    <message>
        <source>How %1 knows you, for “%2”.</source>
        <translation>%1 如何识别您，用于“%2”。</translation>
    </message>
    <message>
        <source>They are kept in files that only you can read, shown nowhere, and sent to no other site.</source>
        <translation>它们保存在只有您能读取的文件中，不会在任何地方显示，也不会发送给其他网站。</translation>
    </message>
</context>
<context>
    <name>ui::RemedyCommands</name>
    <message>
        <source>Download again</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>&amp;Download again</source>
        <translation>重新下载(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Download %Ln finished file(s) again? When they are there, they replace those on the disk.</source>
        <translation>
            <numerusform>重新下载 %Ln 个已完成的文件？下载完成后会替换磁盘上的文件。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Menus</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>ui::WhenDone</name>
    <message>
        <source>Do &amp;nothing</source>
        <translation>什么也不做(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Quit Sluice</source>
        <translation>退出 Sluice(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Sleep</source>
        <translation>休眠(&amp;S)</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>关机(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Run a command…</source>
        <translation>运行命令(&amp;R)…</translation>
    </message>
    <message>
        <source>When all is &amp;done</source>
        <translation>全部完成后(&amp;D)</translation>
    </message>
    <message>
        <source>When all is done</source>
        <translation>全部完成后</translation>
    </message>
    <message>
        <source>Command to run when all downloads are done:</source>
        <translation>所有下载完成后运行的命令：</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>All is done. Sluice is about to quit.</source>
        <translation>全部完成。Sluice 即将退出。</translation>
    </message>
    <message>
        <source>All is done. The computer is about to sleep.</source>
        <translation>全部完成。计算机即将休眠。</translation>
    </message>
    <message>
        <source>All is done. The computer is about to be shut down.</source>
        <translation>全部完成。计算机即将关机。</translation>
    </message>
    <message>
        <source>All is done. About to run: %1</source>
        <translation>全部完成。即将运行：%1</translation>
    </message>
    <message>
        <source>%1 could not be started.</source>
        <translation>无法启动 %1。</translation>
    </message>
</context>
<context>
    <name>ui::WhenDoneBar</name>
    <message>
        <source>Call it off</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Call it off (%1)</source>
        <translation>取消（%1）</translation>
    </message>
</context>
<context>
    <name>ui::WrongObjects</name>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>ui::RowOffer</name>
    <message>
        <source>Add to a row of the queue</source>
        <translation>添加到队列中的一行</translation>
    </message>
    <message>
        <source>“%1” has files of the same build in the same folder, and is not finished.</source>
        <translation>“%1”包含同一构建的文件，位于同一文件夹，且尚未完成。</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln chosen file(s) can be added to it. What it has already is kept.</source>
        <translation>
            <numerusform>可以将选中的 %Ln 个文件添加进去。已有的内容会保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add to “%1”</source>
        <translation>添加到“%1”(&amp;A)</translation>
    </message>
    <message>
        <source>As a &amp;row of its own</source>
        <translation>作为单独的一行(&amp;R)</translation>
    </message>
</context>
</TS>
