using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Anthropic;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Batches;

public sealed class AnthropicBatchTests : BatchContract
{
    protected override IVisionProvider Provider { get; } = new AnthropicProvider();

    protected override BatchVendor CreateVendor() => new AnthropicVendor();
}

public sealed class OpenAiBatchTests : BatchContract
{
    protected override IVisionProvider Provider { get; } = new OpenAiProvider();

    protected override BatchVendor CreateVendor() => new OpenAiVendor();
}

public sealed class OpenAiResponsesBatchTests : BatchContract
{
    protected override IVisionProvider Provider { get; } = new OpenAiProvider();

    protected override string NameInTable => "openai (responses)";

    protected override BatchVendor CreateVendor() => new OpenAiResponsesVendor();
}

public sealed class GeminiBatchTests : BatchContract
{
    protected override IVisionProvider Provider { get; } = new GeminiProvider();

    protected override BatchVendor CreateVendor() => new GeminiVendor();
}
