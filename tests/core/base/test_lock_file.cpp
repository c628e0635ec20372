#include "TestSupport.h"

#include "base/LockFile.h"

#include <QTemporaryDir>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <fstream>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>

using namespace iic;

namespace {

/// From now on a system call of this thread fails where its second argument is `second`, if one is named.
bool refuse(unsigned call, std::optional<unsigned> second, unsigned problem) {
    const auto load = [](std::size_t offset) {
        return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset));
    };
    const std::array<sock_filter, 6> steps{
        load(offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 3),
        load(offsetof(seccomp_data, args[1])), // its lower half
        BPF_JUMP(BPF_JMP | (second ? BPF_JEQ : BPF_JGE) | BPF_K, second.value_or(0), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | problem),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{steps.size(), const_cast<sock_filter*>(steps.data())};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

} // namespace

class TestLockFile : public iic::test::Test {
    Q_OBJECT

    std::optional<QTemporaryDir> folder_;
    std::filesystem::path file() const { return folder_->filePath("lock").toStdString(); }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
    }

    void oneHoldsItAtATime() {
        auto first = LockFile::acquire(file());
        QVERIFY(first && *first);
        const auto second = LockFile::acquire(file());
        QVERIFY(second && !*second);
        const LockFile moved = std::move(**first);
        first->reset();
        QVERIFY(std::filesystem::exists(file()));
        const auto third = LockFile::acquire(file());
        QVERIFY(third && !*third);
    }

    void itsFileGoesWithIt() {
        {
            const auto lock = LockFile::acquire(file());
            QVERIFY(lock && *lock);
            (*lock)->write("the first, who says more\n");
            (*lock)->write("me\n");
            std::string text;
            std::getline(std::ifstream(file()), text, '\0');
            QCOMPARE(text, std::string("me\n"));
        }
        QVERIFY(!std::filesystem::exists(file()));
        const auto again = LockFile::acquire(file());
        QVERIFY(again && *again);
    }

    void aFolderThatIsNotThereIsAnError() {
        const auto lock = LockFile::acquire(file() / "deeper");
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::FileUnwritable);
        QCOMPARE(lock.error().reason, std::string("the lock cannot be made"));
    }

    void whereTheFileSystemLacksLocks_data() {
        QTest::addColumn<int>("problem");
        QTest::newRow("an old kernel") << EINVAL;
        QTest::newRow("no locks are left") << ENOLCK;
        QTest::newRow("no such call") << ENOSYS;
        QTest::newRow("not on this file system") << EOPNOTSUPP;
    }

    void whereTheFileSystemLacksLocks() {
        QFETCH(int, problem);
        const auto number = static_cast<unsigned>(problem);
        bool isSet = false;
        std::optional<Result<std::optional<LockFile>>> first, second, refused;
        std::thread([&] { // which alone has fewer system calls
            isSet = refuse(__NR_fcntl, F_OFD_SETLK, number);
            first = LockFile::acquire(file());
            second = LockFile::acquire(file());
            isSet &= refuse(__NR_flock, {}, number);
            refused = LockFile::acquire(folder_->filePath("other").toStdString());
        })
            .join();
        if (!isSet)
            QSKIP("the system lets nobody do with fewer system calls");
        QVERIFY2(*first && **first, *first ? "" : first->error().oneLine().c_str());
        QVERIFY(*second && !**second);
        QVERIFY(!*refused);
        QCOMPARE(refused->error().code, ErrorCode::FileUnwritable);
        QCOMPARE(refused->error().reason, std::string("its file system has no locks"));
        QVERIFY(!QFile::exists(folder_->filePath("other")));
    }
};

IIC_CORE_TEST_MAIN(TestLockFile)
#include "test_lock_file.moc"
