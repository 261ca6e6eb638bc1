namespace Sampan.Kubernetes.Yaml;

/// <summary>How plain scalars, merge keys and repeated keys are read: the two Go libraries of the Kubernetes world differ.</summary>
public enum YamlDialect
{
    /// <summary>
    /// sigs.k8s.io/yaml, used by Kubernetes and Helm: YAML 1.1 (<c>yes</c> and <c>on</c> are booleans, <c>0777</c> is
    /// octal), keys become strings, a repeated key replaces the one before, a merge overrides the keys before it.
    /// </summary>
    Kubernetes,

    /// <summary>
    /// go.yaml.in/yaml/v3, used by helmfile: <c>yes</c> and <c>on</c> are strings, a repeated key is an error,
    /// a merge never overrides a key of the mapping itself.
    /// </summary>
    Helmfile,
}
