using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>An editor who looks at an image in the moment AutoTag writes it.</summary>
internal sealed class SteadyReportTests
{
    [Test]
    public async Task A_value_that_AutoTag_writes_while_an_editor_looks_is_not_taken_for_a_persons()
    {
        var look = new TaskCompletionSource();
        var written = new TaskCompletionSource();
        await using Site site = await Site.StartReadyAsync(neighbours: umbraco => SlowLook.AddTo(umbraco.Services, look, written.Task));
        Editor admin = await site.AdminAsync();
        await admin.PostAsync("connections/local/pause");
        Guid photo = await admin.UploadAsync(Repository.TwoDogs);
        SlowLook.Photo = photo;

        Task<JsonNode> report = admin.GetAsync($"media/{photo}");
        await look.Task;
        await admin.PostAsync("connections/local/resume");
        await Eventually.IsAsync(() => site.Get<IWorkItemStore>().FindAsync(photo, default), work => work?.State == WorkState.Done, "the image is done");
        written.SetResult();

        Assert.Multiple(async () =>
        {
            Assert.That((await report).Value("AltText"), Is.Not.Empty);
            Assert.That((await report).Field("AltText").Text("owner"), Is.EqualTo("AutoTag"));
        });
    }

    // The second time a request looks at the photo, it keeps what it saw for a while before it goes on with it.
    private class SlowLook : DispatchProxy
    {
        private IMediaLibrary _library = null!;
        private IHttpContextAccessor _http = null!;
        private TaskCompletionSource _looked = null!;
        private Task _goOn = null!;
        private int _looks;

        public static Guid Photo { get; set; }

        public static void AddTo(IServiceCollection site, TaskCompletionSource looked, Task goOn)
        {
            Func<IServiceProvider, object> own = site.Single(service => service.ServiceType == typeof(IMediaLibrary)).ImplementationFactory!;
            site.AddUnique(services =>
            {
                IMediaLibrary proxy = Create<IMediaLibrary, SlowLook>();
                var slow = (SlowLook)proxy;
                (slow._library, slow._http) = ((IMediaLibrary)own(services), services.GetRequiredService<IHttpContextAccessor>());
                (slow._looked, slow._goOn) = (looked, goOn);
                return proxy;
            });
        }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            object? answer = method!.Invoke(_library, arguments);
            bool isLook = method.Name == nameof(IMediaLibrary.FindAsync) && (Guid)arguments![0]! == Photo && _http.HttpContext?.Request.Method == HttpMethods.Get;
            return isLook && Interlocked.Increment(ref _looks) == 2 ? LaterAsync((Task<MediaItem?>)answer!) : answer;
        }

        private async Task<MediaItem?> LaterAsync(Task<MediaItem?> look)
        {
            MediaItem? seen = await look;
            _looked.SetResult();
            await _goOn;
            return seen;
        }
    }
}
