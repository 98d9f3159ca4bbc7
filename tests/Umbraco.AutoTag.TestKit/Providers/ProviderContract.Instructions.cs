using System.Text.RegularExpressions;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit.Hostile;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>
/// Pictures that tell the model what to do, and a model that does it. What is shown is what is sent and what is made of such answers; whether a real
/// model obeys a picture is the model's, and none is asked.
/// </content>
public abstract partial class ProviderContract
{
    /// <summary>What stands in a picture goes as a picture, and nowhere else.</summary>
    [Test]
    public async Task Instructions_in_a_picture_change_no_word_of_the_question()
    {
        Server.Answer(200, Writing("""{"altText":"x","keywords":[]}"""));
        var questions = new List<string>();
        foreach (string name in InstructionPictures.Names)
        {
            PreparedImage image = InstructionPictures.Of(name);
            string encoded = Convert.ToBase64String(image.Bytes.Span);
            int before = Server.Received.Count;

            await Provider.AskAsync(Connect(), Question with { Image = image }, CancellationToken.None);

            string said = string.Join('\n', Server.Received.Skip(before).SelectMany(request => Strings(request.Body)));
            Assert.That(said, Does.Contain(encoded), name);
            questions.Add(said.Replace(encoded, "the picture", StringComparison.Ordinal));
        }

        Assert.That(questions, Has.Count.GreaterThan(1).And.All.EqualTo(questions[0]));
    }

    /// <summary>Of what a model writes that was taken in.</summary>
    [Test]
    public async Task Of_what_a_fooled_model_writes_only_short_plain_text_of_the_asked_kinds_is_left()
    {
        foreach ((string name, string fooled) in InstructionPictures.Fooled)
        {
            Server.Answer(200, Writing(fooled));

            VisionReply reply = await Provider.AskAsync(
                Connect(), Question with { Image = InstructionPictures.Of(name), Tasks = VisionTasks.AltText | VisionTasks.Keywords }, CancellationToken.None);

            IReadOnlyList<Observation> left = reply.Observations ?? [];
            Assert.Multiple(() =>
            {
                Assert.That(reply.Observations is null, Is.EqualTo(!fooled.StartsWith('{')), $"{name}: prose is no answer");
                Assert.That(left.Select(o => o.Kind).Distinct(), Is.SubsetOf(new[] { ObservationKind.AltText, ObservationKind.Keyword }), name);
                Assert.That(left.Select(o => o.Value), Has.None.Matches<string>(value => Markup().IsMatch(value)), name);
                Assert.That(left.Where(o => o.Kind == ObservationKind.Keyword).Select(o => o.Value), Has.None.Contain("evil.example"), name);
                Assert.That(left.Select(o => o.ConfidenceSource).Distinct(), Is.SubsetOf(new[] { ConfidenceSource.None, ConfidenceSource.SelfReported }), name);
                Assert.That(left.Select(o => o.Confidence.Value ?? 0), Is.All.InRange(0, 1), name);
            });
        }
    }

    [GeneratedRegex(@"<[a-zA-Z/!?]|\]\(|onerror|javascript:")]
    private static partial Regex Markup();
}
