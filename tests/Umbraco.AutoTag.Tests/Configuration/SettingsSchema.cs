using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Configuration;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>Turns the options and their docstrings into the JSON schema that editors complete appsettings.json from.</summary>
internal static class SettingsSchema
{
    public static string Write() => new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "Umbraco.AutoTag",
        ["type"] = "object",
        ["properties"] = new JsonObject { [AutoTagOptions.Section] = ObjectSchema(typeof(AutoTagOptions), OptionDocs.Of(typeof(AutoTagOptions))) },
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ReplaceLineEndings("\n") + "\n";

    /// <summary>Each option with its full key and its docstring.</summary>
    public static IEnumerable<(string Key, PropertyInfo Option, string Doc)> Options(Type type, string key) =>
        type.GetProperties().SelectMany(property =>
        {
            string name = $"{key}:{property.Name}";
            Type inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            return IsOptions(inner) ? Options(inner, name) : [(name, property, OptionDocs.Of(property))];
        });

    private static JsonObject ObjectSchema(Type type, string description)
    {
        object defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        foreach (PropertyInfo property in type.GetProperties())
        {
            properties[property.Name] = PropertySchema(property, property.GetValue(defaults));
        }

        var schema = new JsonObject { ["description"] = description, ["type"] = "object", ["properties"] = properties };
        string[] required = [.. type.GetProperties().Where(property => property.IsDefined(typeof(RequiredAttribute))).Select(property => property.Name)];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        }

        return schema;
    }

    private static JsonObject PropertySchema(PropertyInfo property, object? defaultValue)
    {
        JsonObject schema = TypeSchema(property.PropertyType, OptionDocs.Of(property));
        if (property.GetCustomAttribute<System.ComponentModel.DataAnnotations.RangeAttribute>() is { } range && range.OperandType != typeof(TimeSpan))
        {
            schema["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
            schema["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
        {
            schema["pattern"] = pattern.Pattern;
        }

        if (property.GetCustomAttribute<StringLengthAttribute>() is { } length)
        {
            schema["maxLength"] = length.MaximumLength;
        }

        JsonNode? value = defaultValue switch
        {
            bool or int or double => JsonSerializer.SerializeToNode(defaultValue),
            Enum or TimeSpan => defaultValue.ToString(),
            _ => null,
        };
        if (value is not null)
        {
            schema["default"] = value;
        }

        return schema;
    }

    private static JsonObject TypeSchema(Type declared, string description)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (IsOptions(type))
        {
            return ObjectSchema(type, description);
        }

        var schema = new JsonObject { ["description"] = description };
        if (type.IsArray)
        {
            schema["type"] = "array";
            schema["items"] = TypeSchema(type.GetElementType()!, IsOptions(type.GetElementType()!) ? OptionDocs.Of(type.GetElementType()!) : "One of them.");
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
        {
            Type value = type.GetGenericArguments()[1];
            schema["type"] = "object";
            schema["additionalProperties"] = IsOptions(value) ? ObjectSchema(value, OptionDocs.Of(value)) : new JsonObject { ["type"] = "string" };
        }
        else if (type.IsEnum && !type.IsDefined(typeof(FlagsAttribute)))
        {
            schema["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]);
        }
        else
        {
            schema["type"] = type == typeof(bool) ? "boolean" : type == typeof(int) ? "integer" : type == typeof(double) || type == typeof(decimal) ? "number" : "string";
            if (type == typeof(Guid))
            {
                schema["format"] = "uuid";
            }
        }

        return schema;
    }

    private static bool IsOptions(Type type) => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal);
}
