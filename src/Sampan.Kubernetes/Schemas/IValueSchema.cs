using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Schemas;

/// <summary>
/// What stands at one place of an object: its shape, how lists and maps there are merged, and what is below it.
/// Strategic merge patches and field ownership read it; built-in types and custom resource definitions provide it.
/// </summary>
public interface IValueSchema
{
    /// <summary>The shape of the value.</summary>
    SchemaShape Shape { get; }

    /// <summary>What a scalar holds; <see cref="ScalarType.Any"/> for everything else.</summary>
    ScalarType Scalar { get; }

    /// <summary>The schema of a member of a struct or map, or null where the struct has no such field.</summary>
    IValueSchema? Field(string name);

    /// <summary>The schema of a list's elements or a map's values; null otherwise.</summary>
    IValueSchema? Element { get; }

    /// <summary>How a list is owned and merged by server-side apply.</summary>
    ListType ListType { get; }

    /// <summary>The fields that identify an element of a <see cref="ListType.Map"/> list.</summary>
    IReadOnlyList<string> ListMapKeys { get; }

    /// <summary>Whether an object here is owned as a whole by server-side apply.</summary>
    bool IsAtomic { get; }

    /// <summary>How a strategic merge patch treats the value.</summary>
    PatchStrategy PatchStrategy { get; }

    /// <summary>The field by which a strategic merge patch matches list elements, or null for lists of scalars.</summary>
    string? PatchMergeKey { get; }

    /// <summary>The value that stands for an absent one, or null. Shared: clone it before putting it into an object.</summary>
    JsonNode? Default { get; }

    /// <summary>What a list element that leaves this field out has as its key; null where that makes no key.</summary>
    JsonNode? KeyDefault => Default;
}
