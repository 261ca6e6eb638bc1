using System.IO.Compression;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.OpenApi;

/// <summary>What the API says of its types and fields, for <c>kubectl explain</c>. From the data file that <c>eng/ReferenceData</c> packs.</summary>
internal static class Descriptions
{
    private static readonly Lazy<JsonElement> Texts = new(Read);

    /// <summary>The text of a type (empty field) or of a field; empty where there is none.</summary>
    public static string Of(string type, string field = "") => Texts.Value.Member(type)?.StringOrEmpty(field) ?? "";

    private static JsonElement Read()
    {
        using var stream = typeof(Descriptions).Assembly.GetManifestResourceStream("Sampan.Server.descriptions.json.br")
            ?? throw new InvalidOperationException("The data file descriptions.json.br is not in the assembly.");
        using var text = new BrotliStream(stream, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
