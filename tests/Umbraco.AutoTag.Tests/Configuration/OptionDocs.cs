using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>The docstrings of the options, as the compiler wrote them beside the assemblies.</summary>
internal static partial class OptionDocs
{
    private static readonly Dictionary<string, XElement> s_members = new[] { typeof(AutoTagOptions), typeof(ConnectionOptions) }
        .SelectMany(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")).Descendants("member"))
        // Both assemblies hold what the compiler generates for regular expressions, under the same names.
        .DistinctBy(member => (string)member.Attribute("name")!)
        .ToDictionary(member => (string)member.Attribute("name")!);

    public static string Of(Type type) => Text("T:" + type.FullName, code: string.Empty);

    public static string Of(PropertyInfo option) => Text(NameOf(option), code: string.Empty);

    /// <summary>The same with code in backticks.</summary>
    public static string MarkdownOf(PropertyInfo option) => Text(NameOf(option), code: "`");

    public static string MarkdownOf(Type type) => Text("T:" + type.FullName, code: "`");

    private static string NameOf(PropertyInfo option) => $"P:{option.DeclaringType!.FullName}.{option.Name}";

    private static string Text(string member, string code) => s_members.GetValueOrDefault(member)?.Element("summary") is not { } summary
        ? string.Empty
        : Spaces().Replace(string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => code + ((string)see.Attribute("cref")!).Split('.')[^1] + code,
            XElement element => code + element.Value + code,
            XText text => text.Value,
            _ => string.Empty,
        })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
