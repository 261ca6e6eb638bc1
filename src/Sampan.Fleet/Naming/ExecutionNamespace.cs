namespace Sampan.Fleet.Naming;

/// <summary>The hub's namespace that holds a member's works: <c>karmada-es-&lt;member&gt;</c>.</summary>
public static class ExecutionNamespace
{
    private const string Prefix = "karmada-es-";

    /// <summary>The namespace of a member.</summary>
    public static string Of(string cluster) => Prefix + cluster;

    /// <summary>The member that the namespace belongs to, or null where it is no execution namespace.</summary>
    public static string? ClusterOf(string @namespace) =>
        @namespace.StartsWith(Prefix, StringComparison.Ordinal) ? @namespace[Prefix.Length..] : null;

    /// <summary>Whether the namespace is the fleet's own, from which nothing is propagated.</summary>
    public static bool IsReserved(string @namespace) =>
        @namespace is "karmada-system" or "karmada-cluster" || ClusterOf(@namespace) is not null;
}
