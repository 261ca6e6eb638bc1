namespace Sampan.Controllers.Nodes;

/// <summary>What a simulated node offers. Quantities are in Kubernetes' notation.</summary>
public sealed record NodeShape
{
    /// <summary>A middle-sized machine: 8 CPUs, 32 GiB.</summary>
    public static readonly NodeShape Default = new();

    /// <summary>CPUs, such as <c>8</c> or <c>3920m</c>.</summary>
    public string Cpu { get; init; } = "8";

    /// <summary>Memory, such as <c>32Gi</c>.</summary>
    public string Memory { get; init; } = "32Gi";

    /// <summary>Disk for pods, such as <c>100Gi</c>.</summary>
    public string EphemeralStorage { get; init; } = "100Gi";

    /// <summary>Most pods on the node.</summary>
    public int Pods { get; init; } = 110;

    /// <summary>Extended resources by name, such as <c>nvidia.com/gpu</c> to <c>8</c>.</summary>
    public IReadOnlyDictionary<string, string> ExtendedResources { get; init; } = new Dictionary<string, string>();

    /// <summary>Region label; empty for none.</summary>
    public string Region { get; init; } = "region-1";

    /// <summary>Zone label; empty spreads the nodes over three zones of the region.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Processor architecture, in Go's words.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>Instance type label; empty for none.</summary>
    public string InstanceType { get; init; } = "";

    /// <summary>Further labels; they win over the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints.</summary>
    public IReadOnlyList<NodeTaint> Taints { get; init; } = [];
}
