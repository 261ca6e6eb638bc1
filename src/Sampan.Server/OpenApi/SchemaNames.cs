namespace Sampan.Server.OpenApi;

/// <summary>The names that OpenAPI documents give to types.</summary>
internal static class SchemaNames
{
    /// <summary>The full name of a built-in type: <c>io.k8s.api.core.v1.PodSpec</c>.</summary>
    public static string Of(string type) => type switch
    {
        _ when type.StartsWith("meta.", StringComparison.Ordinal) => "io.k8s.apimachinery.pkg.apis." + type,
        _ when type.StartsWith("runtime.", StringComparison.Ordinal) || type.StartsWith("util.", StringComparison.Ordinal)
            || type.StartsWith("api.resource.", StringComparison.Ordinal) || type.StartsWith("version.", StringComparison.Ordinal) => "io.k8s.apimachinery.pkg." + type,
        _ when type.StartsWith("apiextensions.", StringComparison.Ordinal) => "io.k8s.apiextensions-apiserver.pkg.apis." + type,
        _ when type.StartsWith("apiregistration.", StringComparison.Ordinal) => "io.k8s.kube-aggregator.pkg.apis." + type,
        _ => "io.k8s.api." + type,
    };

    /// <summary>The name of a custom resource: its group turned round, version and kind (<c>com.example.v1.Widget</c>).</summary>
    public static string OfCustomResource(string group, string version, string kind) =>
        string.Join('.', group.Split('.').Reverse().Append(version).Append(kind));

    /// <summary>A reference to a schema of the same document.</summary>
    public static string Reference(string name) => "#/components/schemas/" + name;
}
