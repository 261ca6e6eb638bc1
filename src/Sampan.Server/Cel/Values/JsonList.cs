using System.Text.Json.Nodes;

namespace Sampan.Server.Cel.Values;

/// <summary>A JSON array; each element is converted once.</summary>
internal sealed class JsonList(JsonArray items, CelDeclaration? declaration) : ListValue
{
    private readonly CelValue?[] _elements = new CelValue?[items.Count];

    public override int Count => _elements.Length;

    public override CelValue this[int index] => _elements[index] ??= declaration is null ? JsonValues.Of(items[index]) : JsonValues.Of(items[index], declaration.Element!);
}
