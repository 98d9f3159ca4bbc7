using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.CommandLine;

/// <summary>Which images a run looks at: the HTTP API's selection, an option for each of its names.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<Guid?> _folder = new("--folder") { Description = "Only what lies in the folder with this key, at any depth." };
    private readonly Option<Guid[]> _keys = new("--keys") { Description = "Only the images with these keys.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<Guid[]> _keysFrom = new("--keys-from")
    {
        Description = "Only the images whose keys are in this file: a text or CSV file with a key on each line.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = KeyFile.Read,
    };
    private readonly Option<string[]> _mediaTypes = new("--media-types") { Description = "Only these media types, by alias.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<Field?> _missing = new("--missing") { Description = "Only images that have a place for this field and nothing in it." };
    private readonly Option<Owner?> _owner = new("--owner") { Description = "Only images with a field of this owner." };
    private readonly Option<bool> _otherRevision = new("--other-revision") { Description = "Only images that were last looked at with other settings or another model." };
    private readonly Option<bool> _staleOrMissing = new("--stale-or-missing") { Description = "Only images that were not looked at under the present settings, with a field that is empty or AutoTag's." };
    private readonly Option<bool> _failed = new("--failed") { Description = "Only images that were given up." };
    private readonly Option<DateTimeOffset?> _since = Moment("--uploaded-since", "Only images that were uploaded at this moment or later; UTC where it names no other zone.");
    private readonly Option<DateTimeOffset?> _before = Moment("--uploaded-before", "Only images that were uploaded before this moment.");
    private readonly Option<string?> _keyword = new("--keyword") { Description = "Only images with this keyword." };
    private readonly Option<string?> _fileName = new("--file-name") { Description = "Only images whose file has a name of this form; * stands for any characters, ? for one." };
    private readonly Option<bool> _decideAnew = new("--decide-anew") { Description = "Asks nobody, and costs nothing: what is known is decided anew." };

    public void AddTo(Command command)
    {
        _keys.Validators.Add(result => AtMost(result, RunSelection.MaxKeys));
        Option[] all =
        [
            _folder, _keys, _keysFrom, _mediaTypes, _missing, _owner, _otherRevision, _staleOrMissing, _failed, _since, _before, _keyword, _fileName, _decideAnew,
        ];
        foreach (Option option in all)
        {
            option.Validators.Add(NotEmpty);
            command.Options.Add(option);
        }
    }

    public SelectionModel Of(ParseResult parsed) => new(
        parsed.GetValue(_folder),
        KeysOf(parsed),
        parsed.GetValue(_mediaTypes),
        parsed.GetValue(_missing),
        parsed.GetValue(_owner),
        parsed.GetValue(_otherRevision),
        parsed.GetValue(_staleOrMissing),
        parsed.GetValue(_failed),
        parsed.GetValue(_since),
        parsed.GetValue(_before),
        parsed.GetValue(_keyword),
        parsed.GetValue(_fileName),
        parsed.GetValue(_decideAnew));

    /// <summary>What does not fit together, as the HTTP API says it.</summary>
    public static IEnumerable<string> WrongWith(SelectionModel model) =>
    [
        .. model.Validate(new ValidationContext(model)).Select(wrong => wrong.ErrorMessage!),
        .. model.Keys is { Count: > RunSelection.MaxKeys } ? [$"--keys and --keys-from name more than {RunSelection.MaxKeys} images together. Make several runs of them."] : (string[])[],
    ];

    private Guid[] KeysOf(ParseResult parsed) => [.. (parsed.GetValue(_keys) ?? []).Union(parsed.GetValue(_keysFrom) ?? [])];

    // A script's variable that is not set; the selection would be wider than anybody meant.
    private static void NotEmpty(OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} has an empty value, and would select nothing less than without it. Give it a value, or leave it out.");
        }
    }

    private static void AtMost(OptionResult result, int most)
    {
        if (result.Tokens.Count > most)
        {
            result.AddError($"At most {most} images can be named.");
        }
    }

    // Not as the machine's language writes it: a script runs anywhere.
    private static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
            {
                return moment;
            }

            result.AddError($"{name} is '{result.Tokens[0].Value}', which is no moment. Write it as 2026-11-22 or 2026-11-22T06:00:00Z.");
            return null;
        },
    };
}
