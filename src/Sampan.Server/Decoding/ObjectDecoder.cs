using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Decoding;

/// <summary>
/// Decodes an object of a built-in kind as Kubernetes' Go types do, and gives it the form in which Go would encode it
/// again: <c>null</c> is an absent value, a zero is left out unless the field is a pointer, an empty list disappears unless
/// its field is always written, an
/// object held by value is always there, times are in UTC, quantities in their canonical form.
/// </summary>
public static class ObjectDecoder
{
    /// <summary>The object of a body; the body is not changed.</summary>
    /// <param name="body">The object.</param>
    /// <param name="type">Its type.</param>
    /// <param name="path">Where it stands within a larger object, for messages; empty if it is the whole.</param>
    /// <exception cref="DecodingException">A value does not fit its field.</exception>
    public static DecodedObject Decode(JsonObject body, TypeDefinition type, string path = "")
    {
        var findings = new Findings([], []);
        var result = DecodeStruct(body, type, new DecodingPath(path, path), findings);
        return new DecodedObject(result, findings.Unknown) { EmptyLists = findings.EmptyLists };
    }

    /// <summary>The object of a kind in which nothing is set: what Go writes of it nevertheless.</summary>
    public static JsonObject Empty(TypeDefinition type) => Write([], type, new Findings([], []));

    private static JsonObject DecodeStruct(JsonObject source, TypeDefinition type, DecodingPath path, Findings findings)
    {
        var decoded = new Dictionary<string, JsonNode?>(source.Count, StringComparer.Ordinal);
        foreach (var (name, value) in source)
        {
            if (!type.Fields.TryGetValue(name, out var field))
            {
                findings.Unknown.Add($"unknown field \"{path.Member(name).Full}\"");
            }
            else if (value is not null)
            {
                decoded[name] = DecodeValue(value, field, type, path.Member(name), findings);
            }
        }

        return Write(decoded, type, findings);
    }

    /// <summary>The members that Go writes, in its order; what is not given but always written is zero.</summary>
    private static JsonObject Write(Dictionary<string, JsonNode?> decoded, TypeDefinition type, Findings findings)
    {
        var result = new JsonObject();
        foreach (var field in type.FieldsInOrder)
        {
            if (decoded.TryGetValue(field.Name, out var value) && IsWritten(value, field))
            {
                result[field.Name] = value;
            }
            else if ((field.Presence & (GoPresence.Always | GoPresence.ByValue)) != 0)
            {
                result[field.Name] = ZeroOf(field);
            }
            else if (value is JsonArray)
            {
                findings.EmptyLists.Add((result, field.Name));
            }
        }

        return result;
    }

    private static JsonNode? ZeroOf(FieldDefinition field)
    {
        if (field.Presence.HasFlag(GoPresence.Pointer))
        {
            return null;
        }

        switch (field.Shape, field.Scalar)
        {
            case (SchemaShape.Struct, _):
                return Empty(field.Type!);
            case (_, ScalarType.String):
                return "";
            case (_, ScalarType.Integer or ScalarType.IntegerOrString or ScalarType.Number):
                return 0;
            case (_, ScalarType.Boolean):
                return false;
            case (_, ScalarType.Quantity):
                return "0";
            default:
                return null;
        }
    }

    private static bool IsWritten(JsonNode? value, FieldDefinition field)
    {
        var always = (field.Presence & (GoPresence.Pointer | GoPresence.Always | GoPresence.ByValue)) != 0;
        return value switch
        {
            null => false,
            // Free JSON is behind a pointer: what is empty or false in it was still said.
            _ when field.Shape == SchemaShape.Untyped => true,
            JsonObject members => field.Shape != SchemaShape.Map || members.Count > 0,
            JsonArray items => items.Count > 0 || field.Presence.HasFlag(GoPresence.Always),
            _ when always => true,
            _ => value.GetValueKind() switch
            {
                JsonValueKind.False => false,
                JsonValueKind.String => field.Scalar is not (ScalarType.String or ScalarType.Bytes) || value.GetValue<string>().Length > 0,
                JsonValueKind.Number => field.Scalar == ScalarType.IntegerOrString || value.ToJsonString() is not ("0" or "-0" or "0.0"),
                _ => true,
            },
        };
    }

    private static JsonNode? DecodeValue(JsonNode value, FieldDefinition field, TypeDefinition owner, DecodingPath path, Findings findings)
    {
        switch (field.Shape, value)
        {
            case (SchemaShape.Struct, JsonObject members):
                return DecodeStruct(members, field.Type!, path, findings);
            case (SchemaShape.Map, JsonObject members):
                var map = new JsonObject();
                foreach (var (name, member) in members)
                {
                    map[name] = member is null
                        ? ZeroOf(field.ElementDefinition!)
                        : DecodeValue(member, field.ElementDefinition!, owner, path.Entry(name), findings);
                }

                return map;
            case (SchemaShape.List, JsonArray items):
                var list = new JsonArray();
                for (var i = 0; i < items.Count; i++)
                {
                    list.Add(items[i] is { } item
                        ? DecodeValue(item, field.ElementDefinition!, owner, path.Element(i), findings)
                        : ZeroOf(field.ElementDefinition!));
                }

                return list;
            case (SchemaShape.Untyped, _):
                return value.DeepClone();
            case (SchemaShape.Scalar, not (JsonObject or JsonArray)):
                return ScalarDecoder.Decode(value.AsValue(), field, owner, path);
            case (SchemaShape.Scalar, _) when field.Scalar is ScalarType.Quantity or ScalarType.Time or ScalarType.MicroTime:
                return ScalarDecoder.DecodeSpecial(value, field.Scalar);
            default:
                throw ScalarDecoder.Mismatch(value, field, owner, path);
        }
    }

    // What is found on the way: fields that the type does not know, and lists that are given empty and left out.
    private sealed record Findings(List<string> Unknown, List<(JsonObject Owner, string Name)> EmptyLists);
}
