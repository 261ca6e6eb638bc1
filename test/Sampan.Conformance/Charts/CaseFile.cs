using System.Text.Json;

namespace Sampan.Conformance.Charts;

/// <summary>A file of the corpus that is one JSON array of cases, each an object with a name.</summary>
internal static class CaseFile
{
    public static IReadOnlyList<JsonElement> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select(@case => @case.Clone())];
    }

    public static string Name(JsonElement @case) => @case.GetProperty("name").GetString()!;

    /// <summary>A property, or null where it is absent or a JSON null.</summary>
    public static JsonElement? Find(JsonElement @case, string property) =>
        @case.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
