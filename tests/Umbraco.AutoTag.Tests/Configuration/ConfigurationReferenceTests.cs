using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.Configuration;

public sealed class ConfigurationReferenceTests
{
    [Test]
    public void The_configuration_reference_is_what_the_options_say() => CheckedIn.MustBe("docs/configuration.md", ConfigurationReference.Write());

    [Test]
    public void The_configuration_reference_leaves_no_option_out() => Assert.That(
        SettingsSchema.Options(typeof(AutoTagOptions), "AutoTag")
            .Concat(SettingsSchema.Options(typeof(ConnectionOptions), "AutoTag:Connections:{alias}"))
            .Concat(SettingsSchema.Options(typeof(BudgetOptions), "AutoTag:Budgets:{name}"))
            .Concat(SettingsSchema.Options(typeof(StepOptions), "AutoTag:Profile:Steps:{n}"))
            .Concat(SettingsSchema.Options(typeof(ThresholdOptions), "AutoTag:Profile:Thresholds:{n}"))
            .Concat(SettingsSchema.Options(typeof(TermOptions), "AutoTag:Profile:Vocabulary:Terms:{name}"))
            .Where(option => !ConfigurationReference.Write().Contains($"\n| `{option.Option.Name}` |", StringComparison.Ordinal))
            .Select(option => option.Key),
        Is.Empty);
}
