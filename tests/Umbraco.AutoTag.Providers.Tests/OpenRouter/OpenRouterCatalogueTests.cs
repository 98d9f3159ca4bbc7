using System.Text;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Providers.OpenRouter;

namespace Umbraco.AutoTag.Providers.Tests.OpenRouter;

/// <summary>A list of models is a stranger's text.</summary>
public sealed class OpenRouterCatalogueTests
{
    [Test]
    public void Of_the_documented_list_what_takes_pictures_is_kept_with_its_prices_limits_and_end()
    {
        CatalogueModel model = Read("""
            {"id":"qwen/qwen3-vl-8b-instruct","name":"Qwen: Qwen3 VL 8B Instruct","context_length":131072,
             "architecture":{"input_modalities":["image","text"],"output_modalities":["text"]},
             "pricing":{"prompt":"0.000000117","completion":"0.000000455","image":"0.001"},
             "top_provider":{"max_completion_tokens":32768},"supported_parameters":["structured_outputs"],"expiration_date":"2027-01-31"}
            """)!.Single();

        Assert.That(model, Is.EqualTo(new CatalogueModel
        {
            Vendor = "openrouter",
            Id = "qwen/qwen3-vl-8b-instruct",
            Name = "Qwen: Qwen3 VL 8B Instruct",
            UsdPerMillionInputTokens = 0.117m,
            UsdPerMillionOutputTokens = 0.455m,
            ContextTokens = 131_072,
            OutputTokens = 32_768,
            StructuredAnswers = true,
            RetiresOn = new DateOnly(2027, 1, 31),
        }));
    }

    [TestCase("""{"id":"a/blind","architecture":{"input_modalities":["text"],"output_modalities":["text"]}}""", TestName = "What takes no pictures is left out")]
    [TestCase("""{"id":"a/paints","architecture":{"input_modalities":["image"],"output_modalities":["image"]}}""", TestName = "What answers in pictures only is left out")]
    [TestCase("""{"id":"~a/latest","architecture":{"input_modalities":["image"],"output_modalities":["text"]}}""", TestName = "A floating name is left out")]
    [TestCase("""{"id":"a/latest","alias_target":{"slug":"a/1"},"architecture":{"input_modalities":["image"],"output_modalities":["text"]}}""", TestName = "Another name for a model is left out")]
    [TestCase("""{"id":"<img src=x>","architecture":{"input_modalities":["image"],"output_modalities":["text"]}}""", TestName = "An id that is none is left out")]
    [TestCase("""{"id":7,"architecture":"odd"}""", TestName = "A row of another shape is left out")]
    [TestCase("null", TestName = "Nothing is left out")]
    public void What_does_not_fit_is_left_out(string row) => Assert.That(Read(row), Is.Empty);

    [TestCase("-1")]
    [TestCase("1")]
    [TestCase("NaN")]
    [TestCase("1e400")]
    public void A_price_that_cannot_be_meant_is_unknown_and_not_zero(string price) =>
        Assert.That(Read(Seeing($$""","pricing":{"prompt":"{{price}}","completion":"{{price}}"}"""))!.Single().UsdPerMillionInputTokens, Is.Null);

    [Test]
    public void A_name_is_cleaned_of_markup_and_of_what_cannot_be_seen() =>
        Assert.That(Read(Seeing(""","name":"<b>Good</b>\u202e model\u0000" """))!.Single().Name, Is.EqualTo("Good model"));

    [TestCase("<html></html>")]
    [TestCase("{\"data\":7}")]
    [TestCase("[]")]
    [TestCase("")]
    public void What_is_no_list_is_none(string body) => Assert.That(OpenRouterCatalogue.Read(Encoding.UTF8.GetBytes(body)), Is.Null);

    [Test]
    public void The_same_id_twice_is_one_model() =>
        Assert.That(Read(Seeing("") + "," + Seeing("")), Has.Count.EqualTo(1));

    private static string Seeing(string more) => $$"""{"id":"a/sees","architecture":{"input_modalities":["image"],"output_modalities":["text"]}{{more}}}""";

    private static IReadOnlyList<CatalogueModel>? Read(string rows) => OpenRouterCatalogue.Read(Encoding.UTF8.GetBytes($$"""{"data":[{{rows}}]}"""));
}
