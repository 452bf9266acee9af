#pragma once

#include <QCoreApplication>
#include <QTest>

/// One test program per room holds many test classes; its first argument says which one runs, so that each
/// has a process of its own and a crash takes no other with it:  tests_http tst_redirect [Qt Test's
/// arguments…]
///
/// A test's file ends with one of
///     SLUICE_TEST(tst_Redirect)       on a QCoreApplication
///     SLUICE_GUI_TEST(tst_Removal)    on a QApplication
/// and the line that includes its .moc file. The class is named after the file.
namespace support {

using TestRun = int (*)(int argc, char **argv);

/// Makes a test class known to main(), before main() begins. `className` has to live as long as the program.
class TestRegistration
{
public:
    TestRegistration(const char *className, TestRun run);
};

template <class Test, class Application>
int runTest(int argc, char **argv)
{
    Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace support

#define SLUICE_TEST_ON(Application, Class)                                                                   \
    static const support::TestRegistration registration##Class(#Class, &support::runTest<Class, Application>);
#define SLUICE_TEST(Class) SLUICE_TEST_ON(QCoreApplication, Class)
#define SLUICE_GUI_TEST(Class) SLUICE_TEST_ON(QApplication, Class)
