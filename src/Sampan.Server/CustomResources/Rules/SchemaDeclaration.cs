using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;

namespace Sampan.Server.CustomResources.Rules;

/// <summary>What a structural schema declares to expressions (apiserver/pkg/cel/common/schemas.go).</summary>
internal static class SchemaDeclaration
{
    /// <summary>The largest request that the API server takes, which bounds what a schema leaves open.</summary>
    public const long LargestRequest = 3 * 1024 * 1024;

    private const long StringSize = 2;
    private const long ObjectSize = 2;
    private const long TimeLength = 32;
    private const long DateLength = 12;

    private static readonly CelDeclaration ObjectText = new() { Type = CelType.String, MaxElements = LargestRequest - 2, MinSize = StringSize };

    /// <summary>The declaration of a node, or null where expressions see nothing of it.</summary>
    /// <param name="schema">The node.</param>
    /// <param name="isRoot">Whether it is a whole resource, with a kind and a name.</param>
    /// <param name="name">The name that its type gets.</param>
    public static CelDeclaration? Of(StructuralSchema schema, bool isRoot, string name)
    {
        if (schema.IsIntegerOrString)
        {
            return new CelDeclaration { Type = CelType.Dyn, MaxElements = schema.Rules.MaxLength is { } most ? Math.Max(0, most) * 4 : LargestRequest - 2, MinSize = 1, IsNullable = schema.IsNullable };
        }

        return schema.Type switch
        {
            "array" => List(schema, name),
            _ when schema.Type == "object" || isRoot => schema.Values is null ? Object(schema, isRoot, name) : Map(schema, schema.Values, name),
            "string" => Text(schema),
            "boolean" => new CelDeclaration { Type = CelType.Bool, MinSize = 4, IsNullable = schema.IsNullable },
            "number" => new CelDeclaration { Type = CelType.Double, MinSize = 1, IsNullable = schema.IsNullable },
            "integer" => new CelDeclaration { Type = CelType.Int, MinSize = 1, IsNullable = schema.IsNullable },
            _ => null,
        };
    }

    private static CelDeclaration? List(StructuralSchema schema, string name)
    {
        if (schema.Items is null || Of(schema.Items, schema.Items.IsEmbeddedResource, $"{name}.@idx") is not { } element)
        {
            return null;
        }

        return new CelDeclaration
        {
            Type = CelType.List(element.Type),
            Element = element,
            MaxElements = schema.Rules.MaxItems is { } most ? Math.Max(0, most) : (LargestRequest - 2) / (element.MinSize + 1),
            MinSize = ObjectSize,
            IsNullable = schema.IsNullable,
            ListType = schema.ListType,
            ListKeys = schema.ListMapKeys,
        };
    }

    private static CelDeclaration? Map(StructuralSchema schema, StructuralSchema values, string name)
    {
        if (Of(values, values.IsEmbeddedResource, $"{name}.@elem") is not { } element)
        {
            return null;
        }

        return new CelDeclaration
        {
            Type = CelType.Map(CelType.String, element.Type),
            Element = element,
            MaxElements = schema.Rules.MaxProperties is { } most ? Math.Max(0, most) : (LargestRequest - 2) / (element.MinSize + 6),
            MinSize = ObjectSize,
            IsNullable = schema.IsNullable,
        };
    }

    private static CelDeclaration Object(StructuralSchema schema, bool isRoot, string name)
    {
        Dictionary<string, (string, CelDeclaration)> fields = [];
        Dictionary<string, CelType> types = [];
        var size = ObjectSize;
        void Add(string field, CelDeclaration declaration)
        {
            if (FieldNames.Escape(field) is { } escaped)
            {
                fields[escaped] = (field, declaration);
                types[escaped] = declaration.Type;
            }
        }

        foreach (var (field, property) in schema.Properties)
        {
            if (Of(property, property.IsEmbeddedResource, $"{name}.{field}") is not { } declaration)
            {
                continue;
            }

            Add(field, declaration);
            if (schema.Rules.Required.Contains(field) && property.Default is null)
            {
                size += field.Length + declaration.MinSize + 4;
            }
        }

        if (isRoot && !DeclaresObject(schema))
        {
            Add("apiVersion", ObjectText);
            Add("kind", ObjectText);
            Add("metadata", Metadata(name));
        }

        return new CelDeclaration { Type = CelType.Object(name, types), Fields = fields, MinSize = size, IsNullable = schema.IsNullable };
    }

    // A schema that declares all that rules see of every object is taken at its word, and may declare more of the metadata.
    private static bool DeclaresObject(StructuralSchema schema) =>
        schema.Properties.GetValueOrDefault("kind")?.Type == "string"
        && schema.Properties.GetValueOrDefault("apiVersion")?.Type == "string"
        && schema.Properties.GetValueOrDefault("metadata") is { Type: "object" } metadata
        && metadata.Properties.GetValueOrDefault("name")?.Type == "string"
        && metadata.Properties.GetValueOrDefault("generateName")?.Type == "string";

    // Of the metadata, rules see the name alone.
    private static CelDeclaration Metadata(string name) => new()
    {
        Type = CelType.Object($"{name}.metadata", new Dictionary<string, CelType> { ["name"] = CelType.String, ["generateName"] = CelType.String }),
        Fields = new Dictionary<string, (string, CelDeclaration)> { ["name"] = ("name", ObjectText), ["generateName"] = ("generateName", ObjectText) },
        MinSize = ObjectSize,
    };

    private static CelDeclaration Text(StructuralSchema schema)
    {
        var (type, most, size) = schema.Rules.Format switch
        {
            "byte" => (CelType.Bytes, schema.Rules.MaxLength is { } longest ? Math.Max(0, longest) : LargestRequest - 2, StringSize),
            "duration" => (CelType.Duration, TimeLength, 3),
            "date" => (CelType.Timestamp, DateLength, DateLength),
            "date-time" => (CelType.Timestamp, TimeLength, 21),
            _ => (CelType.String, LongestText(schema), StringSize),
        };
        return new CelDeclaration { Type = type, MaxElements = most, MinSize = size, IsNullable = schema.IsNullable, IsDate = schema.Rules.Format == "date" };
    }

    private static long LongestText(StructuralSchema schema)
    {
        if (schema.Rules.MaxLength is { } most)
        {
            // A character may take four bytes.
            return Math.Max(0, most) * 4;
        }

        return schema.Rules.Enum.Count > 0
            ? schema.Rules.Enum.Max(value => value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? System.Text.Encoding.UTF8.GetByteCount(text.GetValue<string>()) : 0)
            : LargestRequest - 2;
    }
}
