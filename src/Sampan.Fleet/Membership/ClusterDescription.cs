namespace Sampan.Fleet.Membership;

/// <summary>What policies can select a member by.</summary>
public sealed record ClusterDescription
{
    /// <summary>Nothing in particular.</summary>
    public static readonly ClusterDescription None = new();

    /// <summary>Labels of the Cluster object.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The infrastructure's provider, empty for none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The region, empty for none.</summary>
    public string Region { get; init; } = "";

    /// <summary>The zones that its nodes are in.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Where the member's API server is reached, empty where it lives in this process.</summary>
    public string ApiEndpoint { get; init; } = "";
}
