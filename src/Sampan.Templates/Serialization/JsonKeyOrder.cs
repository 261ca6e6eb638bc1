using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>The order of keys in JSON: a map's by their bytes, a struct's as its type has them.</summary>
internal sealed class JsonKeyOrder : IComparer<string>
{
    public static readonly JsonKeyOrder AsWritten = new();

    public int Compare(string? x, string? y) => MapOrder.Compare(x!, y!);
}
