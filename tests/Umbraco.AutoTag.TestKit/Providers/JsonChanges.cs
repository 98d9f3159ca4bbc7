using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>Changes to a good answer that a reader must not stumble over.</summary>
public static class JsonChanges
{
    private const string Unknown = "brandNewMember";

    /// <summary>The same document with every member of every object written twice.</summary>
    public static string EveryMemberTwice(string json) => Rewrite(json, twice: true, unknown: false);

    /// <summary>The same document with a member nobody knows in every object, before the others.</summary>
    public static string WithUnknownMembers(string json) => Rewrite(json, twice: false, unknown: true);

    /// <summary>The same document with a word nobody knows in every member of these names that holds a text.</summary>
    public static string WithUnknownWords(string json, IReadOnlyCollection<string> names)
    {
        JsonNode document = JsonNode.Parse(json)!;
        Exchange(document, names);
        return document.ToJsonString();
    }

    private static void Exchange(JsonNode? node, IReadOnlyCollection<string> names)
    {
        foreach (JsonNode? item in node as JsonArray ?? [])
        {
            Exchange(item, names);
        }

        foreach ((string name, JsonNode? value) in (node as JsonObject)?.ToArray() ?? [])
        {
            if (names.Contains(name) && value?.GetValueKind() == JsonValueKind.String)
            {
                node![name] = "brand_new_word";
            }
            else
            {
                Exchange(value, names);
            }
        }
    }

    private static string Rewrite(string json, bool twice, bool unknown)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document.RootElement, twice, unknown);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, bool twice, bool unknown)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, element, twice, unknown);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item, twice, unknown);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement element, bool twice, bool unknown)
    {
        if (unknown)
        {
            writer.WritePropertyName(Unknown);
            writer.WriteRawValue("""{"a":[1,null,"x",{}]}""");
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            for (int times = twice ? 2 : 1; times > 0; times--)
            {
                writer.WritePropertyName(member.Name);
                Write(writer, member.Value, twice, unknown);
            }
        }
    }
}
