using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage;

/// <summary>The row of <c>autoTagSetting</c> that says since when this database is AutoTag's.</summary>
internal static class FirstStart
{
    public const string Name = "firstStart";

    /// <summary>Written once, with the tables; every later start leaves it.</summary>
    public static string Keep(Dialect dialect) =>
        dialect.InsertIfNew("autoTagSetting", "name, value", $"'{Name}', CAST(@now AS varchar(20))", $"name = '{Name}'");
}
