namespace Sampan.Releases.Declarations;

/// <summary>The keys that helmfile v1 defines, and Sampan's <c>placement</c> and <c>placements</c>. Any other key is an error.</summary>
internal static class DeclarationKeys
{
    /// <summary>Top-level keys.</summary>
    public static readonly HashSet<string> Top = new(StringComparer.Ordinal)
    {
        "repositories", "releases", "environments", "values", "bases", "helmfiles", "helmDefaults", "templates",
        "defaultInherit", "commonLabels", "hooks", "apiVersions", "kubeVersion", "kubeContext", "namespace", "chart",
        "missingFileHandler", "missingFileHandlerConfig", "lockFilePath", "helmBinary", "kustomizeBinary", "llm",
        "context", "placements",
    };

    /// <summary>Keys of a release, and of an entry of <c>templates</c>.</summary>
    public static readonly HashSet<string> Release = new(StringComparer.Ordinal)
    {
        "name", "namespace", "chart", "directory", "version", "devel", "kubeContext", "labels", "description",
        "installed", "condition", "forceGoGetter", "values", "valuesTemplate", "secrets", "set", "setString",
        "setTemplate", "env", "valuesPathPrefix", "missingFileHandler", "missingFileHandlerConfig", "reuseValues",
        "installedTemplate", "waitTemplate", "verifyTemplate", "conditionTemplate", "needs", "hooks", "wait",
        "waitForJobs", "waitRetries", "timeout", "atomic", "rollbackOnFailure", "cleanupOnFail", "force", "forceConflicts",
        "recreatePods", "createNamespace", "historyMax", "skipCRDs", "takeOwnership", "serverSide",
        "disableOpenAPIValidation", "skipSchemaValidation", "enableDNS", "verify", "keyring", "insecureSkipTLSVerify",
        "plainHttp", "cascade", "deleteWait", "deleteTimeout", "syncReleaseLabels", "postRenderer", "postRendererArgs",
        "updateStrategy", "disableValidation", "disableValidationOnInstall", "suppressDiff", "suppressOutputLineRegex",
        "disableAutoDetectedKubeVersionForDiff", "dependencies", "jsonPatches", "strategicMergePatches",
        "transformers", "forceNamespace", "adopt", "skipDeps", "skipRefresh", "trackMode", "trackTimeout", "trackLogs",
        "trackFailedLogs", "trackFailOnError", "helmStuckGrace", "trackKinds", "skipKinds", "trackResources",
        "kubedogQPS", "kubedogBurst", "inherit", "unitTests", "continueOnError", "apiVersions", "kubeVersion",
        "hideNotes", "tillerNamespace", "tillerless", "tls", "tlsCACert", "tlsKey", "tlsCert", "placement",
    };

    /// <summary>Keys of an environment.</summary>
    public static readonly HashSet<string> Environment = new(StringComparer.Ordinal)
    {
        "values", "secrets", "kubeContext", "missingFileHandler", "missingFileHandlerConfig", "mergeStrategy",
    };

    /// <summary>
    /// Keys of a release that change what is deployed and that this version does not carry out, each with what to do
    /// instead: to ignore one silently would deploy something else than the file says.
    /// </summary>
    public static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["secrets"] = "put the decrypted values into a values file",
        ["dependencies"] = "declare the chart's dependencies in its Chart.yaml",
        ["jsonPatches"] = "change the chart or its values",
        ["strategicMergePatches"] = "change the chart or its values",
        ["transformers"] = "change the chart or its values",
        ["postRenderer"] = "change the chart or its values",
        ["hooks"] = "use the chart's own hooks: commands of a declaration are not run",
        ["forceNamespace"] = "set the namespace in the chart",
    };
}
