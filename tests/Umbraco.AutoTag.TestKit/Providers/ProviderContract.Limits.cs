using NUnit.Framework;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>What the declaration says is obeyed before anything is sent, and what an answer used is enough to count it.</content>
public abstract partial class ProviderContract
{
    private const int Side = 64;
    private const int MostBytesTried = 32 * 1024 * 1024;

    /// <summary>What it takes is said in full.</summary>
    [Test]
    public void The_declaration_is_complete()
    {
        ProviderDeclaration declaration = Provider.Declaration;
        Assert.Multiple(() =>
        {
            Assert.That(declaration.Alias, Does.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
            Assert.That(declaration.Name, Is.Not.Empty);
            Assert.That(declaration.Tasks, Is.Not.EqualTo(VisionTasks.None));
            Assert.That(declaration.Formats, Does.Contain(ImageFormat.Jpeg), "the site's image pipeline makes JPEGs");
            Assert.That(declaration.Formats, Does.Not.Contain(ImageFormat.Svg).And.Not.Contain(ImageFormat.Unknown));
            Assert.That(declaration.MaxBytes, Is.GreaterThan(0));
            Assert.That(declaration.MinSidePixels, Is.InRange(1, 1_000));
            Assert.That(LanguagesOfEachTask().SelectMany(languages => languages.Codes), Is.All.Match("^[a-z]{2}$"));
            Assert.That(declaration.PricedBy == PriceUnit.Nothing, Is.EqualTo(!declaration.Charged), "what is charged is charged by something");
            Assert.That(declaration.MaxPixels ?? 1, Is.GreaterThan(0));
        });
    }

    /// <summary>Within every limit.</summary>
    [Test]
    public async Task A_picture_within_its_limits_is_prepared_for_it() =>
        Assert.That((await PrepareAsync(PlainPng.Square(Math.Max(Side, Provider.Declaration.MinSidePixels)), Provider.Declaration)).Refusal, Is.Null);

    /// <summary>Too large, from the file itself or from the site's image pipeline.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_picture_larger_than_it_takes_is_never_sent(bool fromPipeline)
    {
        if (Provider.Declaration.MaxBytes > MostBytesTried)
        {
            DoesNotArise("It takes larger pictures than are tried here.");
        }

        byte[] large = PlainPng.Square((int)Math.Sqrt(Provider.Declaration.MaxBytes / 3.0) + 20);

        Picture picture = fromPipeline ? await PrepareAsync(PlainPng.Square(Side), Provider.Declaration, large) : await PrepareAsync(large, Provider.Declaration);

        Assert.That((picture.Image, picture.Refusal?.Code), Is.EqualTo(((PreparedImage?)null, (RefusalCode?)RefusalCode.CannotConvert)));
    }

    /// <summary>Too small.</summary>
    [Test]
    public async Task A_picture_smaller_than_it_takes_is_never_sent()
    {
        if (Provider.Declaration.MinSidePixels <= PreparedMedia.MinSide)
        {
            DoesNotArise("It takes anything in which something can be recognised.");
        }

        Picture picture = await PrepareAsync(PlainPng.Square(Provider.Declaration.MinSidePixels - 1), Provider.Declaration);

        Assert.That(picture.Image, Is.Null);
    }

    /// <summary>Too long a side, where the site has no image pipeline that could make it shorter.</summary>
    [Test]
    public async Task A_picture_with_a_longer_side_than_it_takes_is_never_sent()
    {
        if (Provider.Declaration.MaxSidePixels is not { } most)
        {
            DoesNotArise("Its vendor names no longest side.");
            return;
        }

        int height = Math.Max(Side, Provider.Declaration.MinSidePixels);

        Picture shorter = await PrepareAsync(PlainPng.Of(most, height), Provider.Declaration);
        Picture longer = await PrepareAsync(PlainPng.Of(most + 1, height), Provider.Declaration);

        Assert.That((shorter.Refusal, longer.Image), Is.EqualTo(((Refusal?)null, (PreparedImage?)null)));
    }

    /// <summary>Too many pixels, each side of them allowed. Tried with fewer than it takes: what is obeyed is what is declared.</summary>
    [Test]
    public async Task A_picture_of_more_pixels_than_it_takes_is_never_sent()
    {
        if (Provider.Declaration.MaxPixels is null)
        {
            DoesNotArise("Its vendor names no most pixels.");
        }

        int side = Math.Max(Side, Provider.Declaration.MinSidePixels);
        ProviderDeclaration fewer = Provider.Declaration with { MaxPixels = side * side };

        Picture within = await PrepareAsync(PlainPng.Square(side), fewer);
        Picture beyond = await PrepareAsync(PlainPng.Of(side + 1, side), fewer);

        Assert.That((within.Refusal, beyond.Image, beyond.Refusal?.Code), Is.EqualTo(((Refusal?)null, (PreparedImage?)null, (RefusalCode?)RefusalCode.CannotConvert)));
    }

    /// <summary>A format it does not take.</summary>
    [Test]
    public async Task A_format_it_does_not_take_is_never_sent()
    {
        ProviderDeclaration withoutPng = Provider.Declaration with { Formats = [.. Provider.Declaration.Formats.Where(format => format != ImageFormat.Png)] };

        Picture picture = await PrepareAsync(PlainPng.Square(Side), withoutPng);

        Assert.That((picture.Image, picture.Refusal?.Code), Is.EqualTo(((PreparedImage?)null, (RefusalCode?)RefusalCode.CannotConvert)));
    }

    /// <summary>The ledger's row: units and money.</summary>
    [Test]
    public async Task What_an_answer_used_is_enough_to_say_what_it_cost()
    {
        if (!Provider.Declaration.Charged)
        {
            DoesNotArise("It costs nothing.");
        }

        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(Price);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        MicroUsd? cost = new Prices(NoList.Instance).Of(connection, Question with { Model = connection.Options.Model }, reply).Cost;
        Assert.That(cost?.Amount, Is.GreaterThan(0), () => $"{reply.Usage}");
    }

    /// <summary>A budget reserves before it sends.</summary>
    [Test]
    public void What_a_call_may_cost_at_most_is_known_before_it_is_sent()
    {
        if (!Provider.Declaration.Charged)
        {
            DoesNotArise("It costs nothing.");
        }

        Connection connection = Connect(options =>
        {
            Price(options);
            options.CreditsPerImage = 1;
        });

        Assert.That(new Prices(NoList.Instance).AtMost(connection, Question).Cost?.Amount, Is.GreaterThan(0));
    }

    // Systems that count tokens must report them; all others are paid by the image or the credit.
    private void Price(ConnectionOptions options)
    {
        options.UsdPerCredit = 0.01m;
        bool countsTokens = Provider.TokensAtMost(Connect(), Question) is not null;
        options.UsdPerMillionInputTokens = options.UsdPerMillionOutputTokens = countsTokens ? 1_000 : null;
        options.UsdPerImage = countsTokens ? null : 0.001m;
    }

    private static async Task<Picture> PrepareAsync(byte[] file, ProviderDeclaration declaration, byte[]? rendition = null)
    {
        (PreparedMedia? media, Refusal? refusal) = await new Prepare(new OneFileLibrary(file, rendition)).OpenAsync(OneFileLibrary.Item, CancellationToken.None);
        Assert.That(refusal, Is.Null);
        await using (media)
        {
            return await media!.PictureForAsync(declaration, longSide: 4_096, CancellationToken.None);
        }
    }

    private sealed class NoList : IPriceCatalogue
    {
        public static NoList Instance { get; } = new();

        public ModelPrice? Find(Connection connection, string model) => null;
    }
}
