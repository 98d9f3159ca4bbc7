using System.Text;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>How many tokens the house's words take, at most.</summary>
public static class PromptTokens
{
    // Two bytes a token, where models take four of English; some for the frame a protocol puts around the words.
    private const int BytesPerToken = 2;
    private const int Frame = 100;

    /// <summary>Everything but the picture: prompt, question, the form in words and as a schema.</summary>
    public static long AtMost(VisionRequest request)
    {
        string words = HousePrompt.System + HousePrompt.InOne(request, spellOutForm: true);
        return Encoding.UTF8.GetByteCount(words + AnswerPart.Schema(request).ToJsonString()) / BytesPerToken + Frame;
    }
}
