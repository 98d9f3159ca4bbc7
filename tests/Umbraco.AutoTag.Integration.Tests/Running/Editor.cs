using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using DemoSite.Seeding;
using Umbraco.Cms.Core;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>A person at the backoffice: what their browser sends, and nothing else.</summary>
internal sealed class Editor(Uri site) : IDisposable
{
    private const string Api = "/umbraco/management/api/v1";
    private const string AutoTag = "/umbraco/autotag/api/v1/";
    private const string Verifier = "a-verifier-of-the-length-that-the-rfc-asks-for-at-least";

    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = site };

    public async Task SignInAsync(DemoUser user)
    {
        string redirect = site.GetLeftPart(UriPartial.Authority) + "/umbraco/oauth_complete";
        string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await _http.PostAsJsonAsync(Api + "/security/back-office/login", new { username = user.Email, password = DemoUsers.Password });
        await _http.GetAsync(new Uri(
            $"{Api}/security/back-office/authorize?client_id=umbraco-back-office&response_type=code&scope=offline_access&state=the-state"
            + $"&redirect_uri={HttpUtility.UrlEncode(redirect)}&code_challenge={challenge}&code_challenge_method=S256",
            UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "umbraco-back-office",
            ["redirect_uri"] = redirect,
            ["code"] = "[redacted]",
            ["code_verifier"] = Verifier,
        });
        HttpResponseMessage token = await _http.PostAsync(new Uri(Api + "/security/back-office/token", UriKind.Relative), form);
        Assert.That(token.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{user.Name} could not sign in.");
    }

    /// <summary>Asks AutoTag's API.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, object? body = null) =>
        SendAsync(method, AutoTag + path, body is null ? null : JsonContent.Create(body));

    /// <summary>Sends AutoTag's API a body exactly as it is written, said to be JSON.</summary>
    public Task<HttpResponseMessage> SendTextAsync(string path, string body) =>
        SendAsync(HttpMethod.Post, AutoTag + path, new StringContent(body, Encoding.UTF8, "application/json"));

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await AskAsync(HttpMethod.Get, path));

    public async Task<JsonNode> PostAsync(string path, object? body = null) => await ReadAsync(await AskAsync(HttpMethod.Post, path, body));

    /// <summary>What AutoTag knows about an image, once its state is the expected one.</summary>
    public Task<JsonNode> SeesAsync(Guid media, params string[] states) => Eventually.IsAsync(
        () => GetAsync($"media/{media}"), item => states.Contains(item["state"]!.GetValue<string>()), $"{string.Join(" or ", states)}");

    /// <summary>The image once nothing more is going to happen to it by itself.</summary>
    public Task<JsonNode> SeesEndAsync(Guid media) => SeesAsync(media, "Done", "Skipped", "Failed");

    public Task<HttpResponseMessage> TagAsync(Guid media, bool force = false) => AskAsync(HttpMethod.Post, $"media/{media}/tag", new { force });

    /// <summary>Says yes or no to suggestions.</summary>
    public Task<JsonNode> DecideAsync(string decision, params IEnumerable<JsonNode> suggestions) => PostAsync(
        "suggestions/decide",
        new
        {
            decisions = suggestions.Select(suggestion => new
            {
                id = suggestion["id"]!.GetValue<Guid>(),
                decision,
                expectedVersion = suggestion["version"]!.GetValue<int>(),
            }),
        });

    /// <summary>Drops a file into the Media section.</summary>
    public async Task<Guid> UploadAsync(string file, Guid? folder = null)
    {
        (HttpStatusCode status, Guid key) = await TryUploadAsync(file, folder);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        return key;
    }

    /// <summary>Drops a file into the Media section under another name than it lies on the disk.</summary>
    public async Task<Guid> UploadAsync(string file, string name)
    {
        var temporaryFile = Guid.CreateVersion7();
        HttpResponseMessage sent = await TrySendFileAsync(temporaryFile, file, name);
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Created), await sent.Content.ReadAsStringAsync());
        (HttpStatusCode status, Guid key) = await CreateAsync(temporaryFile, name, folder: null);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        return key;
    }

    public async Task<(HttpStatusCode Status, Guid Key)> TryUploadAsync(string file, Guid? folder = null) =>
        await CreateAsync(await SendFileAsync(file), Path.GetFileNameWithoutExtension(file), folder);

    /// <summary>Makes an item of a file that was sent.</summary>
    public async Task<(HttpStatusCode Status, Guid Key)> CreateAsync(Guid temporaryFile, string name, Guid? folder)
    {
        // As the client does: Umbraco refuses to make a file path of an id that is in order of time.
        var key = Guid.NewGuid();
        HttpResponseMessage created = await SendAsync(HttpMethod.Post, Api + "/media", JsonContent.Create(new
        {
            id = key,
            parent = folder is null ? null : new { id = folder },
            mediaType = new { id = Constants.MediaTypes.Guids.ImageGuid },
            values = new[] { new { alias = Constants.Conventions.Media.File, culture = (string?)null, segment = (string?)null, value = new { temporaryFileId = temporaryFile } } },
            variants = new[] { new { culture = (string?)null, segment = (string?)null, name } },
        }));
        return (created.StatusCode, key);
    }

    /// <summary>Puts a file where an item's property can take it from.</summary>
    public async Task<Guid> SendFileAsync(string file)
    {
        var key = Guid.CreateVersion7();
        HttpResponseMessage sent = await TrySendFileAsync(key, file, Path.GetFileName(file));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Created), await sent.Content.ReadAsStringAsync());
        return key;
    }

    /// <summary>The same under any name, which the site may refuse.</summary>
    public async Task<HttpResponseMessage> TrySendFileAsync(Guid key, string file, string name)
    {
        // From the disk to the site: what the test holds would count as the site's memory.
        var content = new StreamContent(File.OpenRead(file));
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "File", FileNameStar = name };
        using var form = new MultipartFormDataContent { { new StringContent(key.ToString()), "Id" }, content };
        return await SendAsync(HttpMethod.Post, Api + "/temporary-file", form);
    }

    /// <summary>Opens an item in the workspace: everything it holds at this moment.</summary>
    public async Task<OpenItem> OpenAsync(Guid media) => new(media, (await ReadAsync(await SendAsync(HttpMethod.Get, $"{Api}/media/{media}", null))).AsObject());

    /// <summary>Presses Save: every value goes out as it is in the workspace.</summary>
    public async Task SaveAsync(OpenItem item) => await DoneAsync(HttpMethod.Put, $"/media/{item.Key}", item.Body);

    public Task MoveAsync(Guid media, Guid? folder) => DoneAsync(HttpMethod.Put, $"/media/{media}/move", new { target = folder is null ? null : new { id = folder } });

    public Task TrashAsync(Guid media) => DoneAsync(HttpMethod.Put, $"/media/{media}/move-to-recycle-bin", new { });

    public Task RestoreAsync(Guid media, Guid? folder = null) =>
        DoneAsync(HttpMethod.Put, $"/recycle-bin/media/{media}/restore", new { target = folder is null ? null : new { id = folder } });

    public Task DeleteAsync(Guid media) => DoneAsync(HttpMethod.Delete, $"/recycle-bin/media/{media}", new { });

    public void Dispose() => _http.Dispose();

    private async Task DoneAsync(HttpMethod method, string path, object body)
    {
        HttpResponseMessage answer = await SendAsync(method, Api + path, JsonContent.Create(body));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{method} {path} {await answer.Content.ReadAsStringAsync()}");
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer [redacted]");
        return _http.SendAsync(request);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        string body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{answer.RequestMessage!.RequestUri} {body}");
        return JsonNode.Parse(body)!;
    }
}
