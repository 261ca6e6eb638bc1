using System.Text.Json;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 ResourceList: quantities by resource name, and the arithmetic of pod requests.</summary>
internal sealed class ResourceList : Dictionary<string, Quantity>
{
    public ResourceList()
        : base(StringComparer.Ordinal)
    {
    }

    public static ResourceList Of(JsonElement? resources)
    {
        var list = new ResourceList();
        if (resources is { ValueKind: JsonValueKind.Object } json)
        {
            foreach (var resource in json.EnumerateObject())
            {
                list[resource.Name] = Quantity.Parse(resource.Value);
            }
        }

        return list;
    }

    /// <summary>Adds the other list's quantities to this one's.</summary>
    public void Add(ResourceList other)
    {
        foreach (var (name, quantity) in other)
        {
            this[name] = TryGetValue(name, out var own) ? own + quantity : quantity;
        }
    }

    /// <summary>Takes over what is greater in the other list.</summary>
    public void Raise(ResourceList other)
    {
        foreach (var (name, quantity) in other)
        {
            if (!TryGetValue(name, out var own) || quantity.CompareTo(own) > 0)
            {
                this[name] = quantity;
            }
        }
    }
}
