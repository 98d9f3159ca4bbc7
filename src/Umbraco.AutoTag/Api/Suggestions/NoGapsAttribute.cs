using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Umbraco.AutoTag.Api.Suggestions;

/// <summary>No entry of a list is null: JSON may hold one where the type says that there is none.</summary>
internal sealed class NoGapsAttribute() : ValidationAttribute("The field {0} must not hold null.")
{
    public override bool IsValid(object? value) => value is not IEnumerable entries || entries.Cast<object?>().All(entry => entry is not null);
}
