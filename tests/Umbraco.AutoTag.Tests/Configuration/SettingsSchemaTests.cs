using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.Configuration;

public sealed class SettingsSchemaTests
{
    [Test]
    public void The_schema_that_completes_appsettings_is_what_the_options_say() =>
        CheckedIn.MustBe("src/Umbraco.AutoTag/appsettings-schema.Umbraco.AutoTag.json", SettingsSchema.Write());

    [Test]
    public void Every_option_explains_itself() => Assert.That(
        SettingsSchema.Options(typeof(AutoTagOptions), "AutoTag")
            .Concat(SettingsSchema.Options(typeof(ConnectionOptions), "AutoTag:Connections:{alias}"))
            .Concat(SettingsSchema.Options(typeof(BudgetOptions), "AutoTag:Budgets:{name}"))
            .Where(option => option.Doc.Length < 10)
            .Select(option => option.Key),
        Is.Empty);
}
