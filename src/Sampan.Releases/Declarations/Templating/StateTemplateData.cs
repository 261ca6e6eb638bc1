namespace Sampan.Releases.Declarations.Templating;

using Map = Dictionary<string, object?>;

/// <summary>What a declaration's templates see as <c>.</c></summary>
internal static class StateTemplateData
{
    /// <summary>The data of a declaration's parts and of environment values.</summary>
    public static Map Of(string environment, string kubeContext, Map values, string @namespace) => new(StringComparer.Ordinal)
    {
        ["Environment"] = new Map(StringComparer.Ordinal)
        {
            ["Name"] = environment,
            ["KubeContext"] = kubeContext,
            ["Values"] = values,
        },
        ["Values"] = values,
        ["StateValues"] = values,
        ["Namespace"] = @namespace,
    };

    /// <summary>The data of a release's fields and value files: the declaration's, and the release itself.</summary>
    public static Map OfRelease(Map state, string name, string @namespace, string chart, string version, Map labels, string kubeContext)
    {
        var data = new Map(state, StringComparer.Ordinal)
        {
            ["Release"] = new Map(StringComparer.Ordinal)
            {
                ["Name"] = name,
                ["Namespace"] = @namespace,
                ["Chart"] = chart,
                ["ChartVersion"] = version,
                ["Labels"] = labels,
                ["KubeContext"] = kubeContext,
            },
            ["KubeContext"] = kubeContext,
            ["Chart"] = chart,
        };
        if (@namespace.Length > 0)
        {
            data["Namespace"] = @namespace;
        }

        return data;
    }
}
