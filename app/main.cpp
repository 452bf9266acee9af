#include "app/program.h"

int main(int argc, char *argv[])
{
    return static_cast<int>(app::run(argc, argv));
}
