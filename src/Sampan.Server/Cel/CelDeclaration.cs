using Sampan.Kubernetes.Schemas;
using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Cel;

/// <summary>What a schema says of a value: its type, how large it can be, how it is read from JSON (apiserver/pkg/cel DeclType).</summary>
internal sealed class CelDeclaration
{
    public required CelType Type { get; init; }

    /// <summary>An object's fields, by the names that expressions use.</summary>
    public IReadOnlyDictionary<string, (string Name, CelDeclaration Declaration)> Fields { get; init; } = new Dictionary<string, (string, CelDeclaration)>();

    /// <summary>A list's elements or a map's values.</summary>
    public CelDeclaration? Element { get; init; }

    /// <summary>A map's keys; null where nothing is said of how long they can be.</summary>
    public CelDeclaration? Key { get; init; }

    /// <summary>Whether any name that follows stands for one of the elements.</summary>
    public bool HasNamedElements { get; init; }

    /// <summary>The most elements, entries or characters that there can be.</summary>
    public long MaxElements { get; init; }

    /// <summary>The fewest bytes of JSON that it takes.</summary>
    public long MinSize { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>Whether a time is written as a date alone.</summary>
    public bool IsDate { get; init; }

    public ListType ListType { get; init; } = ListType.Atomic;

    /// <summary>The fields that identify an element of a list that is a map.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];
}
