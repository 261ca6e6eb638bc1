using System.Globalization;
using System.Text.Json;

namespace Sampan.Kubernetes.Objects;

/// <summary>An object's <c>metadata</c> (meta/v1 ObjectMeta), read once.</summary>
public sealed record ObjectMetadata
{
    /// <summary>Name, empty where absent (generateName not yet applied).</summary>
    public required string Name { get; init; }

    /// <summary>Namespace, empty for cluster-scoped objects.</summary>
    public required string Namespace { get; init; }

    /// <summary>UID, empty before creation.</summary>
    public required string Uid { get; init; }

    /// <summary>Resource version: a decimal number, comparable across kinds; empty before creation.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>Generation of the desired state; 0 where absent.</summary>
    public required long Generation { get; init; }

    /// <summary>Creation time, null before creation.</summary>
    public required DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When deletion was asked for (plus the grace period), null while the object lives.</summary>
    public required DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Annotations.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>Owners.</summary>
    public required IReadOnlyList<OwnerReference> OwnerReferences { get; init; }

    /// <summary>Finalizers.</summary>
    public required IReadOnlyList<string> Finalizers { get; init; }

    /// <summary>The owner that manages the object (<c>controller: true</c>), or null.</summary>
    public OwnerReference? Controller => OwnerReferences.FirstOrDefault(owner => owner.IsController);

    /// <summary>Reads the metadata of an object's JSON.</summary>
    public static ObjectMetadata Of(JsonElement root) => Read(root.Member("metadata") ?? default);

    /// <summary>Reads the metadata of an object's JSON, UTF-8 encoded, and nothing but that: the rest, which is most of it, is passed over.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ObjectMetadata Of(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isMetadata)
            {
                return Read(JsonElement.ParseValue(ref reader));
            }

            reader.Skip();
        }

        return Read(default);
    }

    private static ObjectMetadata Read(JsonElement metadata)
    {
        List<OwnerReference> owners = [];
        foreach (var owner in metadata.Items("ownerReferences"))
        {
            owners.Add(OwnerReference.Of(owner));
        }

        List<string> finalizers = [];
        foreach (var finalizer in metadata.Items("finalizers"))
        {
            finalizers.Add(finalizer.ToString());
        }

        return new ObjectMetadata
        {
            Name = metadata.StringOrEmpty("name"),
            Namespace = metadata.StringOrEmpty("namespace"),
            Uid = metadata.StringOrEmpty("uid"),
            ResourceVersion = metadata.StringOrEmpty("resourceVersion"),
            Generation = metadata.Integer("generation") ?? 0,
            CreationTimestamp = Time(metadata, "creationTimestamp"),
            DeletionTimestamp = Time(metadata, "deletionTimestamp"),
            Labels = metadata.StringMap("labels"),
            Annotations = metadata.StringMap("annotations"),
            OwnerReferences = owners,
            Finalizers = finalizers,
        };
    }

    private static DateTimeOffset? Time(JsonElement metadata, string name) =>
        DateTimeOffset.TryParse(metadata.String(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
