using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Proof.Tests.Fuzz;

/// <summary>Spoils answers where it hurts: it knows JSON, and the JSON that models write into a string of that JSON. The same seed spoils the same way.</summary>
internal sealed class AnswerMutator(Random random, IReadOnlyList<string> bodies)
{
    // Half of a surrogate pair is legal JSON and cannot be written by any serialiser.
    private const string LoneSurrogate = "@@lone@@";

    private static readonly string[] s_nastyTexts =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>dog", "&lt;b&gt;dog&lt;/b&gt;", "&amp;lt;i&amp;gt;cat", "<", ">", "< b", "<!--", "<a <b>>x",
        "\u0000dog", "\u001b[31mred", "\u0085\u2028\u2029", "\u202Egod\u202C", "\u200B\u200C\u200D\uFEFF", "\uE000\uFFFF\uFDD0", LoneSurrogate + "dog",
        "**bold**", "# Heading", "[text](javascript:alert(1))", "```json", "![x](http://x)", "", " ", "\t\n", new string('x', 70), new string('w', 5_000),
        string.Concat(Enumerable.Repeat("word ", 2_000)), string.Concat(Enumerable.Repeat("e\u0301", 400)), string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 200)),
        "image of a dog", "DSC_0001.JPG", "'; DROP TABLE autoTagWork; --", "NaN", "Infinity", "-1", "1e400", "0.5", "{\"keywords\":[]}", "null",
        "\u0130\u0131\uFB03", "\uFE0F", "&#0;", "&#x202E;dog", "&#60;b&#62;dog", "&#55296;", "＜script＞",
    ];

    private static readonly string[] s_nastyValues =
    [
        "null", "true", "false", "0", "-1", "1e308", "-1e308", "1e-320", "9223372036854775807", "-9223372036854775808", "99999999999999999999999999999999",
        "79228162514264337593543950335", "0.1234567890123456789012345678901234567890", "[]", "{}", "[[]]", "[null]", "\"\"", "[{}]", "{\"\":\"\"}", "1.0000000001", "100", "429",
    ];

    /// <summary>One spoilt answer made of a good or bad one.</summary>
    public byte[] Mutate(string body)
    {
        string text = body;
        for (int times = 1 + random.Next(3); times > 0; times--)
        {
            text = random.Next(10) < 8 ? InStructure(text, depth: 0) : InText(text);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.Replace(LoneSurrogate, random.Next(2) == 0 ? "\\ud800" : "\\udc00", StringComparison.Ordinal));
        return random.Next(10) == 0 ? InBytes(bytes) : bytes;
    }

    private string InStructure(string text, int depth)
    {
        JsonNode? root = Parse(text);
        if (root is null)
        {
            return InText(text);
        }

        List<JsonNode> nodes = [];
        Gather(root, nodes);
        JsonNode target = nodes[random.Next(nodes.Count)];
        if (depth < 2 && target is JsonValue inner && inner.TryGetValue(out string? written) && written.StartsWith('{'))
        {
            return Replaced(root, target, JsonValue.Create(InStructure(written, depth + 1)));
        }

        return target switch
        {
            JsonObject o when o.Count > 0 && random.Next(2) == 0 => InObject(root, o),
            JsonArray a when a.Count > 0 && random.Next(4) != 0 => InArray(root, a),
            JsonValue v when v.TryGetValue(out string? s) && random.Next(3) != 0 => Replaced(root, target, JsonValue.Create(InWords(s))),
            _ => Replaced(root, target, NastyNode()),
        };
    }

    private string InObject(JsonNode root, JsonObject o)
    {
        (string name, JsonNode? member) = o.ElementAt(random.Next(o.Count));
        switch (random.Next(3))
        {
            case 0:
                o.Remove(name);
                return root.ToJsonString();
            case 1:
                o.Remove(name);
                o[random.Next(2) == 0 ? name.ToUpperInvariant() : InWords(name)] = member;
                return root.ToJsonString();
            default:
                // The same member twice, which no tree can hold.
                string whole = root.ToJsonString();
                string quoted = JsonSerializer.Serialize(name) + ":";
                int at = whole.IndexOf(quoted, StringComparison.Ordinal);
                return at < 0 ? whole : whole.Insert(at, quoted + s_nastyValues[random.Next(s_nastyValues.Length)] + ",");
        }
    }

    private string InArray(JsonNode root, JsonArray a)
    {
        JsonNode? item = a[random.Next(a.Count)];
        switch (random.Next(4))
        {
            case 0:
                a.Clear();
                break;
            case 1:
                int copies = random.Next(20) == 0 ? 2_000 : 30;
                for (int i = 0; i < copies; i++)
                {
                    a.Add(Varied(item?.DeepClone(), i));
                }

                break;
            case 2:
                a.Insert(random.Next(a.Count + 1), NastyNode());
                break;
            default:
                a.Add(new JsonArray(item?.DeepClone()));
                break;
        }

        return root.ToJsonString();
    }

    private static JsonNode? Varied(JsonNode? node, int number)
    {
        if (node is JsonObject o)
        {
            foreach ((string name, JsonNode? value) in o.ToArray())
            {
                if (value is JsonValue v && v.TryGetValue(out string? s))
                {
                    o[name] = $"{s} {number}";
                }
            }
        }

        return node is JsonValue text && text.TryGetValue(out string? word) ? JsonValue.Create($"{word} {number}") : node;
    }

    private string InText(string text) => random.Next(8) switch
    {
        0 => text[..random.Next(text.Length + 1)],
        1 => text.Insert(random.Next(text.Length + 1), Nasty()),
        2 => "Sure! Here is the JSON you asked for:\n```json\n" + text + "\n```\nAnything else?",
        3 => "\uFEFF" + text,
        4 => text + text,
        5 => string.Concat(Enumerable.Repeat("[", random.Next(2) == 0 ? 100 : 20_000)) + text,
        6 => text.Replace(":", ": ", StringComparison.Ordinal).Replace("\"", random.Next(2) == 0 ? "'" : "\"", StringComparison.Ordinal),
        _ => bodies[random.Next(bodies.Count)],
    };

    private byte[] InBytes(byte[] bytes)
    {
        for (int i = 0; i < 4 && bytes.Length > 0; i++)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private string InWords(string words) => random.Next(4) switch
    {
        0 => Nasty(),
        1 => words.Insert(random.Next(words.Length + 1), Nasty()),
        2 => Nasty() + words + Nasty(),
        _ => words + Nasty(),
    };

    private string Nasty() => s_nastyTexts[random.Next(s_nastyTexts.Length)];

    private JsonNode? NastyNode() => random.Next(6) switch
    {
        0 => JsonValue.Create(Nasty()),
        1 => Parse(bodies[random.Next(bodies.Count)]),
        _ => JsonNode.Parse(s_nastyValues[random.Next(s_nastyValues.Length)]),
    };

    private static string Replaced(JsonNode root, JsonNode target, JsonNode? with)
    {
        switch (target.Parent)
        {
            case JsonObject parent:
                parent[target.GetPropertyName()] = with;
                return root.ToJsonString();
            case JsonArray parent:
                parent[target.GetElementIndex()] = with;
                return root.ToJsonString();
            default:
                return with?.ToJsonString() ?? "null";
        }
    }

    private static void Gather(JsonNode node, List<JsonNode> into)
    {
        into.Add(node);
        IEnumerable<JsonNode?> children = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        foreach (JsonNode? child in children.Take(200))
        {
            if (child is not null)
            {
                Gather(child, into);
            }
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(text);
            // A member that is there twice shows only when the tree is read.
            _ = node?.ToJsonString();
            List<JsonNode> all = [];
            if (node is not null)
            {
                Gather(node, all);
            }

            return node;
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
