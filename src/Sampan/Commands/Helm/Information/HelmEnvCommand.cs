using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Information;

/// <summary><c>helm env</c>: the settings in force, under the names of their environment variables.</summary>
internal sealed class HelmEnvCommand : IHelmCommand
{
    public string Name => "env";

    public IEnumerable<Flag> Flags => [];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtMost(1, flags, Name, "");
        var variables = Variables(flags, environment);
        environment.Output.Write(flags.Arguments.Count == 1
            ? $"{variables.GetValueOrDefault(flags.Arguments[0])}\n"
            : string.Concat(variables.Select(variable => $"{variable.Key}=\"{variable.Value}\"\n")));
        return ValueTask.FromResult(0);
    }

    private static SortedDictionary<string, string> Variables(ParsedFlags flags, HelmEnvironment environment)
    {
        var settings = new HelmSettings(flags, environment);
        var folders = new HelmFolders(environment);
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["HELM_BIN"] = environment.Program,
            ["HELM_BURST_LIMIT"] = Of("burst-limit", "HELM_BURST_LIMIT", "100"),
            ["HELM_CACHE_HOME"] = folders.Cache,
            ["HELM_CONFIG_HOME"] = folders.Config,
            ["HELM_DATA_HOME"] = folders.Data,
            ["HELM_DEBUG"] = settings.Debug ? "true" : "false",
            ["HELM_KUBEAPISERVER"] = Of("kube-apiserver", "HELM_KUBEAPISERVER"),
            ["HELM_KUBEASGROUPS"] = flags.IsGiven("kube-as-group") ? string.Join(',', flags.Texts("kube-as-group")) : environment.Variable("HELM_KUBEASGROUPS") ?? "",
            ["HELM_KUBEASUSER"] = Of("kube-as-user", "HELM_KUBEASUSER"),
            ["HELM_KUBECAFILE"] = Of("kube-ca-file", "HELM_KUBECAFILE"),
            ["HELM_KUBECONTEXT"] = Of("kube-context", "HELM_KUBECONTEXT"),
            ["HELM_KUBEINSECURE_SKIP_TLS_VERIFY"] = Of("kube-insecure-skip-tls-verify", "HELM_KUBEINSECURE_SKIP_TLS_VERIFY", "false"),
            ["HELM_KUBETLS_SERVER_NAME"] = Of("kube-tls-server-name", "HELM_KUBETLS_SERVER_NAME"),
            ["HELM_KUBETOKEN"] = Of("kube-token", "HELM_KUBETOKEN"),
            ["HELM_MAX_HISTORY"] = environment.Variable("HELM_MAX_HISTORY") ?? "10",
            ["HELM_NAMESPACE"] = HelmFlags.NamespaceOf(flags, environment),
            ["HELM_PLUGINS"] = settings.Plugins,
            ["HELM_QPS"] = Of("qps", "HELM_QPS", "0.00"),
            ["HELM_REGISTRY_CONFIG"] = settings.RegistryConfig,
            ["HELM_REPOSITORY_CACHE"] = settings.RepositoryCache,
            ["HELM_REPOSITORY_CONFIG"] = settings.RepositoryConfig,
        };
        if (flags.Text("kubeconfig") is { Length: > 0 } kubeconfig)
        {
            variables["KUBECONFIG"] = kubeconfig;
        }

        return variables;

        string Of(string flag, string variable, string absent = "") => flags.IsGiven(flag) ? flags.Text(flag) : environment.Variable(variable) ?? absent;
    }
}
