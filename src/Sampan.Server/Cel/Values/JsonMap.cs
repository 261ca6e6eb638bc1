using System.Text.Json.Nodes;
using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel.Values;

/// <summary>A JSON object: a map, or an object whose declared fields alone can be seen.</summary>
internal sealed class JsonMap(JsonObject members, CelDeclaration? declaration) : MapValue
{
    private readonly bool _isObject = declaration?.Type.Kind == CelKind.Object;

    public override CelType Type => _isObject ? declaration!.Type : CelType.DynMap;

    // Of an object, only what is declared counts.
    public override int Count => _isObject ? Keys.Count() : members.Count;

    public override long? Size => _isObject ? null : members.Count;

    public override IEnumerable<CelValue> Keys => _isObject
        ? declaration!.Fields.Where(known => members.ContainsKey(known.Value.Name)).Select(known => new StringValue(known.Key))
        : members.Select(member => new StringValue(member.Key));

    public override CelValue? Find(CelValue key)
    {
        if (key is not StringValue { Value: var name })
        {
            return null;
        }

        if (!_isObject)
        {
            return members.TryGetPropertyValue(name, out var value) ? declaration is null ? JsonValues.Of(value) : JsonValues.Of(value, declaration.Element!) : null;
        }

        return declaration!.Fields.TryGetValue(name, out var field) && members.TryGetPropertyValue(field.Name, out var member) ? JsonValues.Of(member, field.Declaration) : null;
    }
}
