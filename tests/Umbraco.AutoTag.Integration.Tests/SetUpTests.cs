using System.Net;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The button that adds the properties.</summary>
internal sealed class SetUpTests
{
    [Test]
    public async Task Pressed_by_many_at_once_it_adds_each_property_once_and_answers_all_of_them()
    {
        await using Site site = await Site.StartAsync();
        Editor admin = await site.AdminAsync();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => admin.AskAsync(HttpMethod.Post, "media-types/Image/setup")));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
    }
}
