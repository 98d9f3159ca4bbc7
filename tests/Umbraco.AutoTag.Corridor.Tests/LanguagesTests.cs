using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Fields in several languages, from the question to the editor's word.</summary>
public sealed class LanguagesTests
{
    private static readonly FieldKey s_danish = new(Field.AltText, "da");
    private static readonly Step s_step = new("vision", VisionTasks.AltText | VisionTasks.Keywords);

    private readonly List<VisionRequest> _asked = [];
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _asked.Clear();
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
        _site.Provider.Does((request, _) =>
        {
            _asked.Add(request);
            IEnumerable<InLanguage> languages = request.AlsoIn.Prepend(new InLanguage(request.Language, request.Tasks));
            return Task.FromResult(VisionReply.Answered([.. languages.SelectMany(Say)]));
        });
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task One_call_writes_the_alt_text_in_both_languages_each_with_a_history_of_its_own()
    {
        AskIn(several: true, "en", "da");
        MediaItem photo = await UploadAsync();

        IReadOnlyList<Suggestion> suggestions = await _site.Suggestions.ForMediaAsync(photo.Key, default);
        IReadOnlyList<FieldWrite> writes = await _site.Suggestions.WritesAsync(photo.Key, default);
        Assert.Multiple(() =>
        {
            Assert.That(_asked, Has.Count.EqualTo(1));
            Assert.That(TextsOf(photo), Is.EqualTo(("A dog", "En hund")));
            Assert.That(suggestions.Select(said => (said.Field, said.Value)), Is.SupersetOf(new[] { (AltText, "A dog"), (s_danish, "En hund") }));
            Assert.That(writes.Select(write => write.Field), Is.SupersetOf(new[] { AltText, s_danish }));
        });
    }

    [Test]
    public async Task A_word_about_one_language_is_none_about_the_other()
    {
        AskIn(several: true, "en", "da");
        MediaItem photo = await UploadAsync();
        Suggestion danish = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(said => said.Field == s_danish);

        await _site.Review.DecideAsync([new ReviewDecision(danish.Id, ReviewVerdict.Reject, danish.Version)], Editor, default);
        await _site.TagNowAsync(photo, force: true);

        Assert.That(TextsOf(photo), Is.EqualTo(("A dog", (string?)null)));
    }

    [Test]
    public async Task What_is_decorative_in_one_language_is_said_and_taken_back_there()
    {
        AskIn(several: true, "en", "da");
        MediaItem photo = await UploadAsync();
        var decorative = new SayDecorative(_site.Library, _site.Suggestions, _site.Clock, _site.Ear);

        ReviewResult elsewhere = await decorative.AboutAsync(photo.Key, s_danish, "A dog", Editor, default);
        ReviewResult said = await decorative.AboutAsync(photo.Key, s_danish, "En hund", Editor, default);
        (string? English, string? Danish) after = TextsOf(photo);
        bool inEnglish = await decorative.TakeBackAsync(photo.Key, AltText, Editor, default);
        bool inDanish = await decorative.TakeBackAsync(photo.Key, s_danish, Editor, default);

        Assert.That((elsewhere, said), Is.EqualTo((ReviewResult.Changed, ReviewResult.Done)));
        Assert.That(after, Is.EqualTo(("A dog", (string?)null)));
        Assert.That((inEnglish, inDanish), Is.EqualTo((false, true)));
        Assert.That(TextsOf(photo), Is.EqualTo(("A dog", "En hund")));
    }

    [Test]
    public async Task A_connection_that_answers_in_one_language_at_a_time_is_asked_once_for_each_and_the_estimate_says_so()
    {
        AskIn(several: false, "en", "da");
        MediaItem seen = await UploadAsync();
        _site.Library.Add(AnotherJpeg, (s_danish, Text(null)));

        RunEstimate estimate = await _site.Estimates.OfAsync(new RunSelection(), default);

        Assert.Multiple(() =>
        {
            Assert.That(_asked.Select(request => (request.Language, request.AlsoIn.Count)), Is.EqualTo(new[] { ("en", 0), ("da", 0) }));
            Assert.That(TextsOf(seen), Is.EqualTo(("A dog", "En hund")));
            Assert.That((estimate.Images, estimate.Free, estimate.Calls), Is.EqualTo((2, 1, 2)));
        });
    }

    [Test]
    public async Task A_language_more_is_another_question_and_without_it_the_old_answer_is_known_again()
    {
        AskIn(several: true, "en");
        MediaItem photo = await UploadAsync();
        AskIn(several: true, "en", "da");
        await _site.TagNowAsync(photo);
        AskIn(several: true, "en");
        await _site.TagNowAsync(photo);

        Assert.That(_asked.Select(request => request.AlsoIn.Count), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(TextsOf(photo), Is.EqualTo(("A dog", "En hund")), "what is written stays");
    }

    /// <summary>An answer as a version before several languages kept it.</summary>
    [Test]
    public async Task With_one_language_what_was_known_before_is_known_and_nobody_is_asked()
    {
        Profile before = new() { Alias = "default", Language = "en", Steps = [s_step] };
        _site.Default = before;
        await UploadAsync();
        AskIn(several: true, "en");

        MediaItem photo = await UploadAsync();

        Assert.That(_asked, Has.Count.EqualTo(1));
        Assert.That(RevisionOf.Profile(_site.Default, _site, default).Id, Is.EqualTo(RevisionOf.Profile(before, _site, default).Id), "and nothing is stale");
        Assert.That(TextsOf(photo).English, Is.EqualTo("A dog"));
    }

    [Test]
    public async Task What_decides_anew_takes_each_languages_own_answer()
    {
        AskIn(several: false, "en", "da");
        await UploadAsync();
        AnalysisKey[] keys =
        [
            .. _site.Default.Steps.Select(step =>
                new AnalysisKey(ContentHash.Of(Jpeg), RevisionOf.StepPart(step, _site.Default, _site.All[0]), step.LanguageIn(_site.Default))),
        ];

        Analysis?[] kept = [.. await Task.WhenAll(keys.Select(key => _site.Analyses.LastAsync(key.Content, "vision", key.Language, default)))];

        Assert.That(kept.Select(analysis => analysis!.Key), Is.EqualTo(keys));
    }

    [Test]
    public async Task Where_languages_change_places_the_text_in_the_usual_property_is_still_AutoTags()
    {
        AskIn(several: true, "en", "da");
        MediaItem photo = await UploadAsync();

        // The usual property is the Danish one's by that, and English has one of its own, which is empty.
        AskIn(several: true, "da", "en");
        _site.Library.EditorSaves(photo.Key, s_danish, Text("A dog"));
        _site.Library.EditorSaves(photo.Key, AltText, Text(null));
        Owner owner = await OwnerAsync(photo, s_danish);
        await _site.TagNowAsync(photo, force: true);

        Assert.That(owner, Is.EqualTo(Owner.AutoTag));
        Assert.That(TextsOf(photo), Is.EqualTo(("A dog", "En hund")), "a human's text would not have been written over");
        Assert.That((await OwnerAsync(photo, AltText), await OwnerAsync(photo, s_danish)), Is.EqualTo((Owner.AutoTag, Owner.AutoTag)));
    }

    [Test]
    public async Task Where_languages_change_places_a_text_that_an_editor_accepted_is_not_written_over()
    {
        AskIn(several: true, "en", "da");
        MediaItem photo = await UploadAsync();
        Suggestion english = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(suggestion => suggestion.Field == AltText);
        await _site.Review.DecideAsync([new ReviewDecision(english.Id, ReviewVerdict.Accept, english.Version)], Editor, default);

        AskIn(several: true, "da", "en");
        _site.Library.EditorSaves(photo.Key, s_danish, Text("A dog"));
        _site.Library.EditorSaves(photo.Key, AltText, Text(null));
        IReadOnlyList<Undone> goesBack = Undo.WhatGoesBack(
            _site.Library[photo.Key], await _site.Suggestions.WritesAsync(photo.Key, default), await _site.Suggestions.ForMediaAsync(photo.Key, default));
        await _site.TagNowAsync(photo, force: true);

        Assert.That(goesBack.Select(field => field.Write.Field), Has.No.Member(s_danish), "nor does an undo take it back");
        Assert.That(TextsOf(photo).Danish, Is.EqualTo("A dog"));
    }

    private async Task<Owner> OwnerAsync(MediaItem photo, FieldKey field)
    {
        FieldValue value = _site.Library[photo.Key].Fields[field];
        return Ownership.Of(value, (await _site.Suggestions.WritesAsync(photo.Key, default)).Where(write => write.Field == field));
    }

    private void AskIn(bool several, params string[] languages)
    {
        _site.Provider.Declaration = _site.Provider.Declaration with { AnswersInSeveralLanguages = several, Languages = AnswerLanguages.Only("en", "da") };
        var fields = new Dictionary<Field, IReadOnlyList<string>> { [Field.AltText] = languages };
        var steps = new StepLanguages("en", field => fields.GetValueOrDefault(field) ?? ["en"], alias => _site.Find(alias)?.Provider.Declaration);
        _site.Default = new Profile { Alias = "default", Language = "en", FieldLanguages = fields, Steps = [.. steps.Of(s_step)] };
    }

    private async Task<MediaItem> UploadAsync()
    {
        MediaItem photo = _site.Library.Add(Jpeg, (s_danish, Text(null)));
        await _site.UploadAsync(photo);
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done));
        return photo;
    }

    private (string? English, string? Danish) TextsOf(MediaItem photo) =>
        (_site.Library[photo.Key].Fields[AltText].Text, _site.Library[photo.Key].Fields[s_danish].Text);

    private static IEnumerable<Observation> Say(InLanguage asked)
    {
        bool isDanish = asked.Language == "da";
        if (asked.Tasks.HasFlag(VisionTasks.AltText))
        {
            yield return Alt(isDanish ? "En hund" : "A dog") with { Language = asked.Language };
        }

        if (asked.Tasks.HasFlag(VisionTasks.Keywords))
        {
            yield return Keyword(isDanish ? "hund" : "dog", 0.9) with { Language = asked.Language };
        }
    }
}
