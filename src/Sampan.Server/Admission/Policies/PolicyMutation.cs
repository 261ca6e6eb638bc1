using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.FieldOwnership;
using Sampan.Kubernetes.Patching;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Cel.Values;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Policies;

/// <summary>What a mutation's value does to an object (policy/mutating/patch).</summary>
internal static class PolicyMutation
{
    /// <summary>The object with a value applied to it as server-side apply would, but owned by nobody. Or why that cannot be.</summary>
    public static (JsonObject? Result, string? Error) Apply(JsonObject draft, CelValue value, IValueSchema? schema)
    {
        if (WrongType(value, "Object") is { } wrong)
        {
            return (null, $"type mismatch: {wrong}");
        }

        var configuration = JsonValues.ToJson(value)!.AsObject();
        configuration.CopyFrom(draft, "apiVersion");
        configuration.CopyFrom(draft, "kind");
        if (schema is null)
        {
            return (MergePatch.Apply(draft, configuration), null);
        }

        if (AppliedObjectCheck.Errors(configuration, schema) is { Count: > 0 } errors)
        {
            var faults = errors.Count == 1 ? errors[0] : $"errors:\n{string.Join('\n', errors.Select(error => "  " + error))}";
            return (null, $"error applying patch: failed to convert patch object to typed object: {faults}");
        }

        List<string> whole = [];
        FindWhole(configuration, schema, "", whole);
        return whole.Count == 0
            ? (StructuredMerge.Merge(draft, configuration, schema), null)
            : (null, $"error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: {string.Join(", ", whole)}");
    }

    // The types of objects that are written out are the paths to them; what is wrong, or null.
    private static string? WrongType(CelValue value, string path)
    {
        switch (value)
        {
            case DeclaredObject written when written.Type.Name != path:
                return $"unexpected type name \"{written.Type.Name}\", expected \"{path}\", which matches field name path from root Object type";
            case DeclaredObject written:
                return written.Keys.Select(key => WrongType(written.Find(key)!, $"{path}.{((StringValue)key).Value}")).FirstOrDefault(wrong => wrong is not null);
            case ListValue list:
                return Enumerable.Range(0, list.Count).Select(i => WrongType(list[i], path)).FirstOrDefault(wrong => wrong is not null);
            case MapValue map:
                return map.Keys.Select(key => WrongType(map.Find(key)!, path)).FirstOrDefault(wrong => wrong is not null);
            default:
                return null;
        }
    }

    // What can only be replaced as a whole would lose what the configuration does not name.
    private static void FindWhole(JsonNode? node, IValueSchema? schema, string path, List<string> whole)
    {
        switch (node)
        {
            case JsonObject members when schema is not null:
                if (schema.IsAtomic)
                {
                    whole.Add(path);
                }

                foreach (var (name, member) in members)
                {
                    FindWhole(member, schema.Shape == SchemaShape.Map ? schema.Element : schema.Field(name), $"{path}.{name}", whole);
                }

                break;
            case JsonArray items when schema is not null:
                if (schema.ListType == ListType.Atomic)
                {
                    whole.Add(path);
                }

                for (var i = 0; i < items.Count; i++)
                {
                    FindWhole(items[i], schema.Element, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", whole);
                }

                break;
        }
    }

    /// <summary>The object after a patch; unchanged if a test in it fails. Or why an operation does not apply.</summary>
    public static (JsonObject? Result, string? Error) Patch(JsonObject draft, CelValue value)
    {
        var result = draft.DeepClone().AsObject();
        foreach (var operation in (JsonValues.ToJson(value) as JsonArray ?? []).OfType<JsonObject>())
        {
            if (!JsonPatch.TryApply(result, operation, out var why))
            {
                return operation.Text("op") == "test" ? (draft, null) : (null, $"JSON Patch: {why}");
            }
        }

        return (result, null);
    }
}
