using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Corridor.Tests;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>One image of a site, what humans did to it, and what therefore must hold in the end.</summary>
internal sealed class RacedItem : IDisposable
{
    private const string FirstWording = "Two dogs";
    private const string ExcludedFolder = "-1,4000";

    // As a provider gets it, without metadata.
    private static readonly byte[] s_another = MetadataStripper.Strip(AnotherJpeg, ImageFormat.Jpeg)!;

    private readonly List<Func<Task>> _unheard = [];
    private string _wording = FirstWording;
    private bool _isWanted;
    private ScriptedProvider? _second;

    private RacedItem(Site site, Borders borders, MediaItem item) => (Site, Borders, Key, AsOpened) = (site, borders, item.Key, item);

    public Site Site { get; }

    public Borders Borders { get; }

    public Guid Key { get; }

    /// <summary>The item as an editor opened it before the walk.</summary>
    public MediaItem AsOpened { get; private set; }

    /// <summary>What humans made of fields: what must be there in the end.</summary>
    public Dictionary<FieldKey, FieldValue> Humans { get; } = [];

    public bool IsDeleted { get; private set; }

    public bool IsIgnored { get; private set; }

    public bool IsExcluded { get; private set; }

    public bool IsTrashed { get; private set; }

    /// <summary>When an editor asked for a new answer; null where nobody did.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>How often the provider had been asked when a human said that this image is not to be sent; null where nobody did.</summary>
    public int? CallsWhenForbidden { get; private set; }

    /// <summary>True where the worker had already made sure that the image may be sent when a human said that it may not.</summary>
    public bool IsPastLastLook { get; private set; }

    /// <summary>Whether the site's notifications reach AutoTag while the walk stands still, after it, or never, so that the sweep has to find out.</summary>
    public required Hearing Hearing { get; init; }

    /// <summary>How often anybody was asked.</summary>
    public int Calls => Site.Provider.Calls + (_second?.Calls ?? 0);

    /// <summary>True where an editor asked what would be suggested: nothing needs to be written.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>True where nobody has wanted more than that: nothing may be written but by a human.</summary>
    public bool IsOnlyAsked => IsAsked && !_isWanted;

    /// <summary>The machine's words of now for the file of now.</summary>
    public (string AltText, string[] Keywords) Words => WordsFor(Site.Library.FileOf(Key));

    public static async Task<RacedItem> OpenAsync(Hearing hearing)
    {
        var borders = new Borders();
        Site site = await Site.OpenAsync(borders);
        site.Library.HasPipeline = true;
        site.Excluded.Add(ExcludedFolder);
        var raced = new RacedItem(site, borders, site.Library.Add(Jpeg)) { Hearing = hearing };
        site.Provider.Does((request, _) => Task.FromResult(raced.Reply(request)));
        return raced;
    }

    /// <summary>From now on the provider finds other words for the same pictures.</summary>
    public void Rewords() => _wording = "Two brown dogs";

    public void Reopens() => AsOpened = Site.Library[Key];

    public Task UploadedAsync()
    {
        _isWanted = true;
        return Site.Intake.TakeAsync([Site.Saved(Site.Library[Key])], default);
    }

    /// <summary>Keywords come from one connection and the alt text from another.</summary>
    public void IsLookedAtInTwoSteps()
    {
        Second();
        Site.Default = Site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("second", VisionTasks.AltText)] };
    }

    /// <summary>The connection refuses to look, each time, and another one stands in for it.</summary>
    public void IsRefused()
    {
        Second();
        Step step = Site.Default.Steps[0];
        Site.Default = Site.Default with { Steps = [step with { Fallbacks = [new Fallback(step with { Connection = "second" }, "AutoTag:Profile:Steps:0:Fallbacks:0")] }] };
        Site.Provider.Fails(new Failure(FailureKind.Refused, "It refuses to look at this picture."));
    }

    /// <summary>The editor's *Suggest*, next to a property.</summary>
    public Task SuggestAsync()
    {
        IsAsked = true;
        return Site.Items.EnqueueAsync([new WorkRequest(Key, Site.Library[Key].Path, "default", WorkOrigin.Suggest, RequestedBy: Editor)], default);
    }

    public Task TagNowAsync(bool force)
    {
        _isWanted = true;
        AskedAt = force ? Site.Clock.GetUtcNow() : AskedAt;
        return Site.Items.EnqueueAsync([new WorkRequest(Key, Site.Library[Key].Path, "default", WorkOrigin.TagNow, force, Editor)], default);
    }

    /// <summary>A human saves fields by hand, or decides; what is different afterwards is theirs.</summary>
    public async Task HumanAsync(Func<Task> act)
    {
        IReadOnlyDictionary<FieldKey, FieldValue> before = Site.Library[Key].Fields;
        await act();
        foreach ((FieldKey field, FieldValue value) in Site.Library[Key].Fields)
        {
            if (!value.Equals(before[field]))
            {
                Humans[field] = value;
            }
        }
    }

    public Task EditsAsync(FieldKey field, Func<FieldValue, FieldValue> edit) => HumanAsync(() =>
    {
        Site.Library.EditorSaves(Key, field, edit(Site.Library[Key].Fields[field]));
        return HeardAsync(UploadedAsync);
    });

    public Task SavesStaleAsync(FieldKey field, FieldValue value) => HumanAsync(() =>
    {
        Site.Library.EditorSavesStale(AsOpened with { Fields = AsOpened.Fields.ToDictionary(f => f.Key, f => f.Key == field ? value : f.Value) });
        return HeardAsync(UploadedAsync);
    });

    public Task DecidesAsync(ReviewVerdict verdict, Func<Suggestion, bool> about, string? value = null) => HumanAsync(async () =>
    {
        Suggestion? suggestion = (await Site.Suggestions.ForMediaAsync(Key, default))
            .FirstOrDefault(suggestion => suggestion.State is SuggestionState.Pending or SuggestionState.Applied && about(suggestion));
        if (suggestion is not null)
        {
            ReviewOutcome outcome = (await Site.Review.DecideAsync([new ReviewDecision(suggestion.Id, verdict, suggestion.Version, value)], Editor, default)).Single();
            if (outcome.Result == ReviewResult.Done && verdict == ReviewVerdict.Accept)
            {
                // A yes to what is there changes nothing, and makes it theirs.
                Humans[suggestion.Field] = Site.Library[Key].Fields[suggestion.Field];
            }
        }
    });

    public Task UndoesAsync() => HumanAsync(() => Site.Undo.LastWriteAsync(Key, Editor, default));

    public Task IgnoresAsync()
    {
        IsIgnored = true;
        Forbid();
        return Site.Items.SetIgnoredAsync(Key, Site.Library[Key].Path, ignored: true, Editor, default);
    }

    public Task DeletesAsync()
    {
        IsDeleted = true;
        Forbid();
        Site.Library.Delete(Key);
        return HeardAsync(() => Site.Items.ForgetAsync([Key], default));
    }

    public Task TrashesAsync()
    {
        IsTrashed = true;
        Forbid();
        Site.Library.Trash(Key);
        return HeardAsync(async () =>
        {
            await Site.Items.MoveAsync([(Key, Site.Library[Key].Path)], default);
            if ((await Site.Items.FindAsync(Key, default))?.State == WorkState.Waiting)
            {
                // The wish for a new answer goes into the bin with it.
                (AskedAt, _wording) = (null, FirstWording);
            }

            await Site.Items.DropAsync([Key], default);
        });
    }

    public Task RestoresAsync()
    {
        (IsTrashed, CallsWhenForbidden) = (false, null);
        Site.Library.Restore(Key);
        return HeardAsync(async () =>
        {
            await Site.Items.MoveAsync([(Key, Site.Library[Key].Path)], default);
            await UploadedAsync();
        });
    }

    public Task ExcludesAsync()
    {
        IsExcluded = true;
        Forbid();
        Site.Library.Move(Key, ExcludedFolder + ",1063");
        return HeardAsync(() => Site.Items.MoveAsync([(Key, Site.Library[Key].Path)], default));
    }

    public Task ReplacesAsync(byte[] file)
    {
        // Heard of or not: the sweep finds it.
        _isWanted = true;
        Site.Library.Replace(Key, file);
        return HeardAsync(UploadedAsync);
    }

    /// <summary>This worker stands still for longer than its lease, and another one walks the item to its end.</summary>
    public async Task IsTakenOverAsync()
    {
        Site.Clock.Advance(Claim.LeaseTime + TimeSpan.FromSeconds(1));
        await Site.WorkAsync();
        // What follows is later than a database's rounding of moments.
        Site.Clock.Advance(TimeSpan.FromMilliseconds(50));
    }

    /// <summary>Now AutoTag is told what it was not told in time.</summary>
    public async Task HearAsync()
    {
        foreach (Func<Task> told in _unheard)
        {
            await told();
        }

        _unheard.Clear();
    }

    public static (string AltText, string[] Keywords) AnswerFor(byte[] file, string wording) => file.AsSpan().SequenceEqual(AnotherJpeg)
        ? ("A red cup", ["cup"])
        : (wording, wording == FirstWording ? ["dog", "window"] : ["dog", "sofa"]);

    public void Dispose() => Site.Dispose();

    private (string AltText, string[] Keywords) WordsFor(byte[] file) => AnswerFor(file, _wording);

    private VisionReply Reply(VisionRequest request)
    {
        byte[] file = request.Image!.Bytes.Length == s_another.Length ? AnotherJpeg : Jpeg;
        (string altText, string[] keywords) = WordsFor(file);
        Observation[] said =
        [
            .. request.Tasks.HasFlag(VisionTasks.AltText) ? [Alt(altText)] : Array.Empty<Observation>(),
            .. request.Tasks.HasFlag(VisionTasks.Keywords) ? keywords.Select(word => Keyword(word, 0.9)).Append(Keyword("perhaps a cat", 0.5)) : [],
        ];
        return VisionReply.Answered(said, new Usage { Credits = 1 });
    }

    private void Second()
    {
        _second = Site.Connect("second", model: "second-1");
        _second.Does((request, _) => Task.FromResult(Reply(request)));
    }

    private void Forbid() => (CallsWhenForbidden, IsPastLastLook) = (Calls, Borders.HasComeTo("IWorkItemStore.HoldsAsync"));

    private async Task HeardAsync(Func<Task> told)
    {
        switch (Hearing)
        {
            case Hearing.AtOnce:
                await told();
                break;
            case Hearing.AfterTheWalk:
                _unheard.Add(told);
                break;
            case Hearing.Never:
                // The sweep finds that it was saved, cannot tell that its file is the same, and looks as it does at an upload.
                _isWanted = true;
                break;
        }
    }
}

/// <summary>When AutoTag hears of what happened in the site: notifications are followed behind the editor's back, or lost.</summary>
internal enum Hearing
{
    AtOnce,
    AfterTheWalk,
    Never,
}
