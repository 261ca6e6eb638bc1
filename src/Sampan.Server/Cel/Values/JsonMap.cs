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

    public override long? Size => members.Count;

    public override IEnumerable<CelValue> Keys => _isObject
        ? declaration!.Fields.Where(known => members[known.Value.Name] is not null).Select(known => new StringValue(known.Key))
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

        // A field that is null is as one that is not there.
        return (declaration!.Fields.TryGetValue(name, out var field) || declaration.Fields.TryGetValue(FieldNames.OfKeyword(name), out field)) && members[field.Name] is { } member
            ? JsonValues.Of(member, field.Declaration)
            : null;
    }

    // What an object has beside its declared fields cannot be seen, but compared.
    public override bool EqualTo(CelValue other) => base.EqualTo(other) && (!_isObject || other is not JsonMap { _isObject: true } map || Hidden().SequenceEqual(map.Hidden()));

    private IEnumerable<string> Hidden() =>
        members.Where(member => declaration?.Fields.Values.Any(known => known.Name == member.Key) != true).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{member.Value?.ToJsonString()}");
}
