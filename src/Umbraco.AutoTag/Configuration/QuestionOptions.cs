using System.ComponentModel.DataAnnotations;

namespace Umbraco.AutoTag.Configuration;

/// <summary>A question about each picture, under <c>AutoTag:Profile:Steps:n:Question</c>.</summary>
public sealed class QuestionOptions
{
    /// <summary>The question, in any language: <c>Is anybody wearing a helmet?</c> Paid for with every picture; another one is another question to every image.</summary>
    [Required]
    [StringLength(Core.Providers.PictureQuestion.MaxLength, ErrorMessage = "must be at most 300 characters, because it is paid for with every picture. Shorten it")]
    public string Ask { get; set; } = string.Empty;

    /// <summary>The keyword that a yes becomes, in the profile's <c>Language</c>; a no becomes none. Where unset, the answer itself is the keyword, if it has three words at most.</summary>
    [StringLength(Core.Providers.PictureQuestion.MaxKeywordLength, ErrorMessage = "must be at most 64 characters, as every keyword. Shorten it")]
    public string? Keyword { get; set; }
}
