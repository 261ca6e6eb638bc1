using System.Text;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Fakes;

internal static class Drafts
{
    public static KubernetesObject ConfigMap(string name, string value = "1", string @namespace = "default") => Parse(
        $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}","namespace":"{{@namespace}}","labels":{"app":"{{name}}"} },"data":{"value":"{{value}}"} }""");

    public static KubernetesObject Parse(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json));
}
