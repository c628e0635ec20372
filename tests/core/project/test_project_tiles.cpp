#include "ProjectFolder.h"
#include "TestSupport.h"

#include <set>

using namespace iic;
using iic::test::write;

class TestProjectTiles : public iic::test::Test {
    Q_OBJECT

    std::optional<iic::test::ProjectFolder> folder_;

    std::filesystem::path file() const { return *folder_ / "work" / "sky.iicproj"; }

    /// Files tiles/<tile>/w1.fits and w2.fits under a folder; their contents depend on tile and band.
    std::map<Band, std::filesystem::path> makeTile(const std::filesystem::path& root, const std::string& tile) const {
        std::map<Band, std::filesystem::path> files{{Band::W1, root / "tiles" / tile / "w1.fits"},
                                                    {Band::W2, root / "tiles" / tile / "w2.fits"}};
        for (const auto& [band, path] : files)
            write(path, std::string(300'000, band == Band::W1 ? '1' : '2') + tile);
        return files;
    }

    static std::vector<FileState> states(Project& project) {
        std::vector<FileState> states;
        const auto tiles = project.tiles();
        if (tiles)
            for (const auto& tile : *tiles)
                for (const auto& [band, file] : tile.files)
                    states.push_back(file.state);
        return states;
    }

  private Q_SLOTS:
    void init() {
        Test::init();
        folder_.emplace();
        std::filesystem::create_directory(*folder_ / "work");
    }

    void aFingerprintTellsFilesApart() {
        const auto path = *folder_ / "file";
        std::set<std::pair<std::uint64_t, std::uint64_t>> all;
        for (const auto& text : {std::string(), std::string("a"), std::string(70'000, 'a'), std::string(300'000, 'a')}) {
            write(path, text);
            IIC_VALUE(found, sampledFingerprintOf(path));
            QCOMPARE(found.size, text.size());
            all.insert({found.size, found.hash});
        }
        for (const std::size_t at : {0u, 150'000u, 299'999u}) {
            std::string text(300'000, 'a');
            text[at] = 'b';
            write(path, text);
            IIC_VALUE(found, sampledFingerprintOf(path));
            all.insert({found.size, found.hash});
        }
        QCOMPARE(all.size(), std::size_t(7));
        QCOMPARE(sampledFingerprintOf(*folder_ / "none").error().code, ErrorCode::FileNotFound);
        QCOMPARE(sampledFingerprintOf(folder_->path()).error().code, ErrorCode::FileUnreadable);
    }

    void aTileIsKeptOnce() {
        const auto files = makeTile(*folder_ / "work", "0098p408");
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(first, project.addTile("0098p408_ac51", Survey::AllWise, files));
        IIC_VALUE(second, project.addTile("0098p408_ac51", Survey::AllWise, files));
        QCOMPARE(second, first);
        IIC_VALUE(other, project.addTile("0098p408_ac51", Survey::AllWise, {{Band::W1, files.at(Band::W2)}}));
        QVERIFY(other != first);
        IIC_VALUE(tiles, project.tiles());
        QCOMPARE(tiles.size(), std::size_t(2));
        QCOMPARE(tiles[0].name, std::string("0098p408_ac51"));
        QCOMPARE(tiles[0].survey, std::string("AllWISE Atlas"));
        QCOMPARE(tiles[0].files.at(Band::W2).path, files.at(Band::W2));
        QVERIFY(tiles[0].files.at(Band::W2).state == FileState::Present);
        QCOMPARE(project.addTile("x", Survey::Other, {{Band::W1, *folder_ / "no.fits"}}).error().code, ErrorCode::FileNotFound);
    }

    void aProjectMovedWithItsFolderFindsItsTiles() {
        {
            IIC_VALUE(project, Project::create(file()));
            IIC_DONE(project.addTile("inside", Survey::AllWise, makeTile(*folder_ / "work", "inside")));
            IIC_DONE(project.addTile("beside", Survey::AllWise, makeTile(*folder_ / "data", "beside")));
        }
        std::filesystem::create_directory(*folder_ / "elsewhere");
        std::filesystem::rename(*folder_ / "work", *folder_ / "elsewhere" / "work");
        std::filesystem::copy(*folder_ / "data", *folder_ / "elsewhere" / "data", std::filesystem::copy_options::recursive);
        IIC_VALUE(project, Project::open(*folder_ / "elsewhere" / "work" / "sky.iicproj"));
        QCOMPARE(states(project), std::vector(4, FileState::Present));
        IIC_VALUE(tiles, project.tiles());
        QCOMPARE(tiles[1].files.at(Band::W1).path, *folder_ / "elsewhere" / "data" / "tiles" / "beside" / "w1.fits");
    }

    void theProjectAloneMovedStillKnowsWhereTheyAre() {
        {
            IIC_VALUE(project, Project::create(file()));
            IIC_DONE(project.addTile("inside", Survey::AllWise, makeTile(*folder_ / "work", "inside")));
        }
        std::filesystem::create_directories(*folder_ / "a" / "b");
        std::filesystem::rename(file(), *folder_ / "a" / "b" / "sky.iicproj");
        IIC_VALUE(project, Project::open(*folder_ / "a" / "b" / "sky.iicproj"));
        QCOMPARE(states(project), std::vector(2, FileState::Present));
    }

    void missingAndChangedFilesAreTold() {
        const auto files = makeTile(*folder_ / "work", "t");
        IIC_VALUE(project, Project::create(file()));
        IIC_DONE(project.addTile("t", Survey::AllWise, files));
        std::filesystem::remove(files.at(Band::W1));
        write(files.at(Band::W2), "another");
        QCOMPARE(states(project), (std::vector{FileState::Missing, FileState::Changed}));
        IIC_VALUE(tiles, project.tiles());
        QCOMPARE(tiles[0].files.at(Band::W1).path, files.at(Band::W1));
        QCOMPARE(fileStateName(FileState::Changed), std::string_view("changed"));
    }

    void whatLiesBesideAFoundFileIsFoundWithIt() {
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(first, project.addTile("a", Survey::AllWise, makeTile(*folder_ / "data", "a")));
        IIC_DONE(project.addTile("b", Survey::AllWise, makeTile(*folder_ / "data", "b")));
        std::filesystem::create_directories(*folder_ / "disk" / "new");
        std::filesystem::rename(*folder_ / "data" / "tiles", *folder_ / "disk" / "new" / "place");
        write(*folder_ / "disk" / "new" / "place" / "b" / "w2.fits", "not what it was");
        QCOMPARE(states(project), std::vector(4, FileState::Missing));
        IIC_VALUE(found, project.repointTile(first, Band::W1, *folder_ / "disk" / "new" / "place" / "a" / "w1.fits"));
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(states(project), (std::vector{FileState::Present, FileState::Present, FileState::Present, FileState::Missing}));
    }

    void aFileThatIsNotTheTileIsRefused() {
        const auto files = makeTile(*folder_ / "work", "t");
        IIC_VALUE(project, Project::create(file()));
        IIC_VALUE(tile, project.addTile("t", Survey::AllWise, files));
        const auto wrong = project.repointTile(tile, Band::W1, files.at(Band::W2));
        QCOMPARE(wrong.error().code, ErrorCode::WrongFile);
        QCOMPARE(wrong.error().file, files.at(Band::W2).string());
        QCOMPARE(project.repointTile(tile, Band::W4, files.at(Band::W2)).error().code, ErrorCode::BadOption);
        QCOMPARE(project.repointTile(tile, Band::W1, *folder_ / "no.fits").error().code, ErrorCode::FileNotFound);
        QCOMPARE(states(project), std::vector(2, FileState::Present));
    }
};

IIC_CORE_TEST_MAIN(TestProjectTiles)
#include "test_project_tiles.moc"
