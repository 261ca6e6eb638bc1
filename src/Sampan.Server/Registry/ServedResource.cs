using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.CustomResources;
using Sampan.Server.CustomResources.Conversion;
using Sampan.Server.Resources;
using Sampan.Server.Storage;
using Sampan.Server.Tables;

namespace Sampan.Server.Registry;

/// <summary>A resource as one cluster serves it: its description, where its objects are stored, and its rules.</summary>
internal sealed record ServedResource
{
    /// <summary>What discovery says of it.</summary>
    public required ResourceDescription Description { get; init; }

    /// <summary>The type that its objects are stored as; another version or group than <see cref="Type"/> where several share objects.</summary>
    public required ResourceType StorageType { get; init; }

    /// <summary>The store's collection, the cluster included.</summary>
    public required string Collection { get; init; }

    /// <summary>How writes differ from the common rules.</summary>
    public required ResourceTraits Traits { get; init; }

    /// <summary>Fields of a custom resource that field selectors may name, as paths without a leading dot.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>The schema of its objects, for patches and field ownership; null where nothing is known of them.</summary>
    public IValueSchema? Schema { get; init; }

    /// <summary>The schema that prunes, completes and checks custom resources; null for built-in kinds.</summary>
    public CustomResourceSchema? CustomSchema { get; init; }

    /// <summary>Who converts a custom resource's objects between its versions; null where they differ by name alone.</summary>
    public ConversionWebhook? Conversion { get; init; }

    /// <summary>Whether a custom resource's definition has other versions, in any of which an object may be stored.</summary>
    public bool HasOtherVersions { get; init; }

    /// <summary>The schema as the definition writes it, for documents; null for built-in kinds.</summary>
    public JsonElement? OpenApiSchema { get; init; }

    /// <summary>How a custom resource's objects are printed; null for built-in kinds.</summary>
    public ITablePrinter? Printer { get; init; }

    /// <summary>What clients are told whenever they use this version; empty for a version that is not on its way out.</summary>
    public string DeprecationWarning { get; init; } = "";

    /// <summary>Where its Scale view reads and writes.</summary>
    public ScalePaths Scale { get; init; } = ScalePaths.Workload;

    /// <summary>Whether a CustomResourceDefinition defines it.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Group, version, plural, kind and scope.</summary>
    public ResourceType Type => Description.Type;

    /// <summary>The kind of its lists.</summary>
    public string ListKind { get => field ?? Type.Kind + "List"; init; }

    /// <summary>Whether stored objects must be converted before they are shown.</summary>
    public bool IsConverted => StorageType.Version != Type.Version || StorageType.Group != Type.Group;

    /// <summary>Whether it has a status that only its subresource writes.</summary>
    public bool HasStatus => Description.Subresource("status") is not null;

    /// <summary>The store's key of an object.</summary>
    public StoreKey Key(NamespacedName name) => new(Collection, Type.Namespaced ? $"{name.Namespace}/{name.Name}" : name.Name);

    /// <summary>The prefix of the keys of one namespace, or of all.</summary>
    public string Prefix(string? @namespace) => Type.Namespaced && !string.IsNullOrEmpty(@namespace) ? @namespace + "/" : "";
}
