using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Membership;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>How many images have alt text, as the screen and the files tell it, to editors of everything and of a folder.</summary>
internal sealed class CoverageTests
{
    private Site _site = null!;
    private Editor _mia = null!;
    private Editor _finn = null!;
    private IMedia _own = null!;
    private IMedia _others = null!;
    private Guid _tagged;
    private Guid _outside;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync();
        _own = _site.Folder("Finn's");
        _others = _site.Folder("Others'");
        IUserService users = _site.Get<IUserService>();
        IUser finn = (await users.GetAsync(DemoUsers.FolderEditor.Key))!;
        finn.StartMediaIds = [_own.Id];
        users.Save(finn);
        _mia = await _site.MediaEditorAsync();
        _finn = await _site.SignedInAsync(DemoUsers.FolderEditor);
        _tagged = await _mia.UploadAsync(Repository.TwoDogs, _own.Key);
        _outside = await _mia.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg"), _others.Key);
        await _mia.SeesAsync(_tagged, "Done");
        await _mia.SeesAsync(_outside, "Done");
        Unhandled("=cmd|' /C calc'!A0", _own);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test, Order(1)]
    public async Task What_AutoTag_wrote_is_not_looked_at_until_somebody_does_and_what_it_leaves_to_others_is_told_apart()
    {
        await SeesAsync(_mia, "", ("unreviewed", 2), ("missing", 0), ("notCovered", 1), ("covered", 2));
        JsonNode suggestion = (await _mia.GetAsync($"media/{_tagged}")).Suggestions("AltText").First();

        JsonNode decided = (await _mia.DecideAsync("Accept", suggestion))["outcomes"]![0]!["now"]!;
        await SeesAsync(_mia, "", ("unreviewed", 1), ("accepted", 1), ("served", 2), ("confirmed", 1));

        await _mia.PostAsync("suggestions/take-back", new { decisions = new[] { new { id = suggestion["id"]!.GetValue<Guid>(), expectedVersion = decided["version"]!.GetValue<int>() } } });
        await SeesAsync(_mia, "", ("unreviewed", 2), ("accepted", 0));
    }

    [Test, Order(2)]
    public async Task An_editor_of_a_folder_gets_its_numbers_rows_and_files_and_no_trend()
    {
        await SeesAsync(_finn, "", ("unreviewed", 1), ("notCovered", 1));
        JsonNode view = await _finn.GetAsync("coverage");
        JsonNode list = await _finn.GetAsync("coverage/images?state=Unreviewed");
        string images = await FileAsync(_finn, "images");
        string folders = await FileAsync(_finn, "folders");

        Assert.Multiple(async () =>
        {
            Assert.That(view["trend"], Is.Null);
            Assert.That(view["folders"]!.AsArray().Select(folder => folder!.Text("name")), Is.EqualTo(new[] { "Finn's" }));
            Assert.That(list["items"]!.AsArray().Select(image => image!["mediaKey"]!.GetValue<Guid>()), Is.EqualTo(new[] { _tagged }));
            Assert.That(list["items"]![0]!["folders"]!.AsArray().Select(name => name!.GetValue<string>()), Is.EqualTo(new[] { "Finn's" }));
            Assert.That(images, Does.Contain($"{_tagged}").And.Not.Contain($"{_outside}"));
            Assert.That(string.Concat(images, folders, view.ToJsonString(), list.ToJsonString()), Does.Not.Contain("Others"));
            JsonNode all = await _mia.GetAsync("coverage");
            Assert.That(all["trend"]!.AsArray()[^1]!["numbers"]!.ToJsonString(), Is.EqualTo(all["numbers"]!.ToJsonString()));
        });
    }

    [Test, Order(2)]
    public async Task An_editor_of_a_folder_gets_nothing_of_another_by_naming_it()
    {
        JsonNode view = await _finn.GetAsync($"coverage?folder={_others.Key}");
        JsonNode list = await _finn.GetAsync($"coverage/images?state=Unreviewed&folder={_others.Key}");
        string images = await FileAsync(_finn, $"images?folder={_others.Key}");

        Assert.That((Number(view, "covered"), view["folders"]!.AsArray().Count, list["items"]!.AsArray().Count), Is.EqualTo((0L, 0, 0)));
        Assert.That(images.Split("\r\n"), Has.Length.EqualTo(2), "the headings only");
    }

    [Test, Order(2)]
    public async Task A_row_leads_into_the_review_of_its_image()
    {
        JsonNode row = (await _mia.GetAsync($"coverage/images?state=Unreviewed&folder={_own.Key}"))["items"]!.AsArray().Single()!;

        string image = Base64Url.EncodeToString(_tagged.ToByteArray(bigEndian: true));

        JsonNode review = await _mia.GetAsync($"review/images?queue={row.Text("queue")}&images={image}");
        JsonNode facets = await _mia.GetAsync($"review/facets?queue={row.Text("queue")}&images={image}");

        Assert.That(review["items"]!.AsArray().Select(image => image!["mediaKey"]!.GetValue<Guid>()), Is.EqualTo(new[] { _tagged }));
        Assert.That(review["items"]![0]!["suggestions"]!.AsArray(), Has.Count.EqualTo(facets["total"]!.GetValue<long>()).And.Count.LessThanOrEqualTo(row["openSuggestions"]!.GetValue<int>()));
        Assert.That(row.Text("altText"), Is.EqualTo(_site.Stored(_tagged, "altText")));
    }

    [Test, Order(2)]
    public async Task The_files_are_for_spreadsheets_and_hold_no_formula()
    {
        string images = await FileAsync(_mia, "images");
        string folders = await FileAsync(_mia, "folders");

        Assert.That(images, Does.StartWith("\"State\",\"Name\",\"Folder\",\"Alternative text\",\"Media type\",\"Key\"\r\n"));
        Assert.That(images, Does.Contain("\"NotCovered\",\"'=cmd|' /C calc'!A0\",\"Finn's\",\"\",\"umbracoMediaVectorGraphics\""));
        Assert.That(images.TrimEnd().Split("\r\n"), Has.Length.EqualTo(4));
        Assert.That(folders.TrimEnd().Split("\r\n")[^1], Is.EqualTo("\"(all)\",\"2\",\"2\",\"1\",\"0\",\"0\",\"0\",\"0\",\"2\",\"0\",\"1\""));
    }

    [Test, Order(3)]
    public async Task What_is_saved_moved_thrown_away_and_deleted_counts_at_once()
    {
        IMedia image = _site.Media.GetById(_outside)!;
        image.SetValue("altText", "A cat, said by a person");
        _site.Media.Save(image);
        await SeesAsync(_mia, $"?folder={_others.Key}", ("human", 1), ("unreviewed", 0));

        await _mia.MoveAsync(_outside, _own.Key);
        await SeesAsync(_finn, "", ("human", 1), ("unreviewed", 1));
        await SeesAsync(_mia, $"?folder={_others.Key}", ("covered", 0));

        await _mia.TrashAsync(_outside);
        await SeesAsync(_mia, "", ("human", 0), ("covered", 1));
        await _mia.RestoreAsync(_outside, _others.Key);
        await SeesAsync(_mia, "", ("human", 1), ("covered", 2));
        await _mia.TrashAsync(_outside);
        await _mia.DeleteAsync(_outside);
        await Eventually.IsAsync(
            () => _site.Get<ICoverageStore>().KeysAsync(after: null, 100, default), keys => !keys.Contains(_outside), "the image to be forgotten");
    }

    [TestCase("coverage/images?take=0")]
    [TestCase("coverage/images?take=101")]
    [TestCase("coverage/images?state=Everything")]
    [TestCase("coverage?folder=somewhere")]
    [TestCase("coverage/export/images?state=9x")]
    public async Task What_cannot_be_understood_is_refused(string path) =>
        Assert.That((await _mia.AskAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

    [TestCase("coverage/images?after=%00")]
    [TestCase("coverage/images?after=';DROP TABLE autoTagImage")]
    public async Task A_page_after_something_made_up_is_a_page(string path) => Assert.That((await _mia.GetAsync(path))["items"]!.AsArray(), Is.Not.Null);

    private void Unhandled(string name, IMedia folder)
    {
        IMedia drawing = _site.Media.CreateMedia(name, folder, Constants.Conventions.MediaTypes.VectorGraphicsAlias);
        drawing.SetValue(Constants.Conventions.Media.File, "/media/nothing/drawing.svg");
        _site.Media.Save(drawing);
    }

    private static async Task<string> FileAsync(Editor editor, string file)
    {
        using HttpResponseMessage answer = await editor.AskAsync(HttpMethod.Get, $"coverage/export/{file}");
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        return Encoding.UTF8.GetString(bytes[3..]);
    }

    /// <summary>The numbers once they are so: what follows a save is done behind the editor's back.</summary>
    private static Task<JsonNode> SeesAsync(Editor editor, string query, params (string Name, long Count)[] numbers) => Eventually.IsAsync(
        () => editor.GetAsync($"coverage{query}"),
        view => numbers.All(number => Number(view, number.Name) == number.Count),
        string.Join(", ", numbers.Select(number => $"{number.Name} {number.Count}")));

    private static long Number(JsonNode view, string name) => view["numbers"]![name]!.GetValue<long>();
}
