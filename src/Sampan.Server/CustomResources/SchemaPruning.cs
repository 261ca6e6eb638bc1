using System.Text.Json.Nodes;
using Sampan.Server.Decoding;

namespace Sampan.Server.CustomResources;

/// <summary>Takes out of objects what their schema does not know, and nulls that it does not allow.</summary>
internal static class SchemaPruning
{
    /// <summary>The object that is left; what was pruned is reported as <c>unknown field "spec.x"</c>.</summary>
    public static JsonObject Prune(JsonObject source, StructuralSchema root, List<string> unknown) => PruneObject(source, root, "", unknown, isResource: true);

    /// <summary>Gives metadata the form that its built-in type has.</summary>
    public static void DecodeMetadata(JsonObject target, string path, List<string> unknown)
    {
        if (path == "metadata" && target["metadata"] is { } other and not JsonObject)
        {
            throw new DecodingException($"json: cannot unmarshal {GoTypes.KindOf(other)} into Go value of type v1.ObjectMeta");
        }

        if (target["metadata"] is JsonObject metadata)
        {
            var decoded = CustomResourceSchema.DecodeMetadata(metadata, path);
            unknown.AddRange(decoded.UnknownFields);
            target["metadata"] = decoded.Object;
        }
    }

    /// <summary>Whether a value has fields that its schema does not know.</summary>
    public static bool HasUnknownFields(JsonNode? value, StructuralSchema schema) => value switch
    {
        JsonObject members => members.Any(member => !(schema.IsEmbeddedResource && member.Key is "apiVersion" or "kind" or "metadata")
            && ((schema.Properties.GetValueOrDefault(member.Key) ?? schema.Values) is { } below
                ? HasUnknownFields(member.Value, below)
                : !schema.PreservesUnknownFields && !schema.AllowsAnyProperty)),
        JsonArray items => items.Any(item => schema.Items is { } element ? HasUnknownFields(item, element) : !schema.PreservesUnknownFields && HasFields(item)),
        _ => false,
    };

    // A list whose items have no schema knows no field of theirs.
    private static bool HasFields(JsonNode? value) => value is JsonObject { Count: > 0 } || (value is JsonArray items && items.Any(HasFields));

    private static JsonNode? Prune(JsonNode? value, StructuralSchema schema, string path, List<string> unknown)
    {
        switch (value)
        {
            case JsonObject members:
                var result = PruneObject(members, schema, path, unknown, schema.IsEmbeddedResource);
                if (schema.IsEmbeddedResource)
                {
                    DecodeMetadata(result, path + ".metadata", unknown);
                }

                return result;
            case JsonArray items when schema.Items is { } element:
                var list = new JsonArray();
                for (var i = 0; i < items.Count; i++)
                {
                    list.Add(Prune(items[i], element, $"{path}[{i}]", unknown));
                }

                return list;
            default:
                return value?.DeepClone();
        }
    }

    private static JsonObject PruneObject(JsonObject source, StructuralSchema schema, string path, List<string> unknown, bool isResource)
    {
        var result = new JsonObject();
        foreach (var (name, value) in source)
        {
            var place = path.Length == 0 ? name : $"{path}.{name}";
            if (isResource && name is "apiVersion" or "kind" or "metadata")
            {
                result[name] = value?.DeepClone();
            }
            else if ((schema.Properties.GetValueOrDefault(name) ?? schema.Values) is { } member)
            {
                if (value is not null || member.IsNullable || member.Shape == Sampan.Kubernetes.Schemas.SchemaShape.Untyped)
                {
                    result[name] = Prune(value, member, place, unknown);
                }
            }
            else if (schema.PreservesUnknownFields || schema.AllowsAnyProperty)
            {
                result[name] = value?.DeepClone();
            }
            else
            {
                unknown.Add($"unknown field \"{place}\"");
            }
        }

        return result;
    }
}
