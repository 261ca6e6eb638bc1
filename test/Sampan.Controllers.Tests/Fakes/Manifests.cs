namespace Sampan.Controllers.Tests.Fakes;

internal static class Manifests
{
    private const string RollingUpdate = """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"}}""";

    public static string Deployment(string name = "web", int replicas = 3, string image = "nginx:1", string strategy = RollingUpdate, string more = "\"progressDeadlineSeconds\": 600,") => $$"""
        {
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": {"name": "{{name}}", "namespace": "default", "labels": {"app": "{{name}}"} },
          "spec": {
            "replicas": {{replicas}}, "selector": {"matchLabels": {"app": "{{name}}"} }, "strategy": {{strategy}}, {{more}}
            "template": {{Template(name, image)}}
          }
        }
        """;

    public static string ReplicaSet(string name = "web", int replicas = 3, string image = "nginx:1") => $$"""
        {
          "apiVersion": "apps/v1", "kind": "ReplicaSet",
          "metadata": {"name": "{{name}}", "namespace": "default"},
          "spec": {"replicas": {{replicas}}, "selector": {"matchLabels": {"app": "{{name}}"} }, "template": {{Template(name, image)}} }
        }
        """;

    public static string Pod(string name, string labels = "{}", string metadata = "") => $$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "{{name}}", "namespace": "default", "labels": {{labels}} {{metadata}} },
          "spec": {"containers": [{"name": "main", "image": "nginx"}]}
        }
        """;

    public static string Template(string app, string image) =>
        $$"""{"metadata": {"labels": {"app": "{{app}}"} }, "spec": {"containers": [{"name": "main", "image": "{{image}}"}]} }""";
}
