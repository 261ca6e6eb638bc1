using System.Globalization;
using System.Text;
using Sampan.EndToEnd.Harness;
using Sampan.Server.Tests.Aggregation;

namespace Sampan.EndToEnd;

/// <summary>Stock kubectl against a member of an embedded fleet, through the real executable.</summary>
public sealed class KubectlTests(FleetFixture fixture) : IClassFixture<FleetFixture>
{
    private const string Member = "member1";

    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: registry.example/web:1
                  resources: {requests: {cpu: 100m, memory: 64Mi}}
        """;

    [Fact]
    public async Task Get_Nodes_AreReady()
    {
        var nodes = (await fixture.Fleet.KubectlAsync(Member, "get", "nodes", "--no-headers")).Succeeded();

        Assert.Equal(3, nodes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.Contains(" Ready ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Get_ThroughTheHubsProxy_IsAnsweredByTheMember()
    {
        var hub = (await fixture.Fleet.KubectlAsync("hub", "config", "view", "-o", "jsonpath={.clusters[?(@.name==\"hub\")].cluster.server}")).Succeeded();
        var proxy = $"{hub}/apis/cluster.karmada.io/v1alpha1/clusters/{Member}/proxy";

        Assert.Equal(3, (await Through("get", "nodes", "--no-headers")).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("created", (await Through("create", "configmap", "through", "--from-literal=a=b")).Succeeded(), StringComparison.Ordinal);
        Assert.Equal("b", (await fixture.Fleet.KubectlAsync(Member, "get", "configmap", "through", "-o", "jsonpath={.data.a}")).Succeeded());

        Task<CommandResult> Through(params string[] arguments) => fixture.Fleet.KubectlAsync("hub", ["--server", proxy, .. arguments]);
    }

    [Theory]
    [InlineData(KubectlRelease.Installed)]
    [InlineData(KubectlRelease.Debian)]
    [InlineData(KubectlRelease.Newest)]
    public async Task DeploymentLife_ApplyScaleLabelPatchDelete_BehavesAsOnARealCluster(KubectlRelease release)
    {
        var fleet = fixture.Fleet;
        var kubectl = await Requirement.KubectlAsync(release);
        var @namespace = $"life-{release}".ToLowerInvariant();
        var manifest = fleet.Write("web.yaml", Web);
        (await OnMember("create", "namespace", @namespace)).Succeeded();
        Assert.Contains("deployment.apps/web created", (await InLife("apply", "-f", manifest)).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("successfully rolled out", (await InLife("rollout", "status", "deployment/web", "--timeout=60s")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("deployment.apps/web unchanged", (await InLife("apply", "-f", manifest)).Succeeded(), StringComparison.Ordinal);

        var all = (await InLife("get", "deploy,rs,pods", "-o", "wide")).Succeeded();
        Assert.Contains("deployment.apps/web", all, StringComparison.Ordinal);
        Assert.Contains("2/2", all, StringComparison.Ordinal);
        Assert.Contains("Running", all, StringComparison.Ordinal);
        Assert.Contains("node-", all, StringComparison.Ordinal);

        var described = (await InLife("describe", "pod", "-l", "app=web", "--show-events=true")).Succeeded();
        Assert.Contains($"Successfully assigned {@namespace}/web-", described, StringComparison.Ordinal);
        Assert.Contains("Ready             True", described, StringComparison.Ordinal);

        (await InLife("scale", "deployment/web", "--replicas=4")).Succeeded();
        (await InLife("rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        Assert.Equal("4", (await InLife("get", "deploy", "web", "-o", "jsonpath={.status.readyReplicas}")).Succeeded());

        (await InLife("label", "deployment/web", "tier=front")).Succeeded();
        Assert.Contains("web", (await InLife("get", "deploy", "-l", "tier=front", "-o", "name")).Succeeded(), StringComparison.Ordinal);

        (await InLife("patch", "deployment/web", "-p", """{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"registry.example/web:2"}]}}}}""")).Succeeded();
        (await InLife("patch", "deployment/web", "--type=merge", "-p", """{"metadata":{"annotations":{"a":"b"}}}""")).Succeeded();
        (await InLife("patch", "deployment/web", "--type=json", "-p", """[{"op":"replace","path":"/spec/replicas","value":1}]""")).Succeeded();
        (await InLife("rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        Assert.Equal(
            "registry.example/web:2 b 1",
            (await InLife("get", "deploy", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image} {.metadata.annotations.a} {.spec.replicas}")).Succeeded());

        (await InLife("delete", "deployment/web", "--cascade=foreground", "--wait", "--timeout=60s")).Succeeded();
        Assert.Empty((await InLife("get", "pods", "-l", "app=web", "-o", "name")).Succeeded());
        (await OnMember("delete", "namespace", @namespace, "--wait", "--timeout=60s")).Succeeded();
        Assert.Contains("NotFound", (await OnMember("get", "namespace", @namespace)).Failed(), StringComparison.Ordinal);

        Task<CommandResult> OnMember(params string[] arguments) => fleet.KubectlAsync(kubectl, Member, null, arguments);
        Task<CommandResult> InLife(params string[] arguments) => OnMember(["-n", @namespace, .. arguments]);
    }

    [Fact]
    public async Task Top_PodsAndNodes_ShowWhatIsSimulated()
    {
        var fleet = fixture.Fleet;
        (await fleet.KubectlAsync(Member, "create", "namespace", "top")).Succeeded();
        (await fleet.KubectlAsync(Member, "apply", "-f", fleet.Write("top.yaml", """
            apiVersion: v1
            kind: Pod
            metadata: {name: busy, namespace: top, labels: {app: busy}}
            spec:
              containers: [{name: c, image: registry.example/busy:1, resources: {requests: {cpu: 500m, memory: 64Mi}}}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: busier, namespace: top, annotations: {sampan.dev/cpu-usage: 4007m}}
            spec:
              containers: [{name: c, image: registry.example/busy:1}, {name: d, image: registry.example/busy:1}]
            """))).Succeeded();
        (await fleet.KubectlAsync(Member, "-n", "top", "wait", "--for=condition=Ready", "pod/busy", "pod/busier", "--timeout=60s")).Succeeded();

        Assert.Equal(["busier 8014m 16Mi", "busy 250m 32Mi"], await TopAsync("pod", "-n", "top"));
        Assert.Equal(["busier 8014m 16Mi", "busy 250m 32Mi"], await TopAsync("pod", "-n", "top", "--sort-by=cpu"));
        Assert.Equal(["busy 250m 32Mi", "busier 8014m 16Mi"], await TopAsync("pod", "-n", "top", "--sort-by=memory"));
        Assert.Equal(["busy 250m 32Mi"], await TopAsync("pod", "-n", "top", "-l", "app=busy"));
        Assert.Equal(["busy 250m 32Mi"], await TopAsync("pod", "busy", "-n", "top"));
        Assert.Equal(["busier c 4007m 8Mi", "busier d 4007m 8Mi"], await TopAsync("pod", "busier", "--containers", "-n", "top"));
        Assert.Equal(["top busier 8014m 16Mi", "top busy 250m 32Mi"], (await TopAsync("pod", "-A")).Where(row => row.StartsWith("top ", StringComparison.Ordinal)));
        var node = (await fleet.KubectlAsync(Member, "-n", "top", "get", "pod", "busier", "-o", "jsonpath={.spec.nodeName}")).Succeeded();
        Assert.StartsWith($"{node} ", Assert.Single(await TopAsync("node", node)));
        Assert.Equal(3, (await TopAsync("node")).Count());
        Assert.Contains("pods \"gone\" not found", (await fleet.KubectlAsync(Member, "-n", "top", "top", "pod", "gone")).Error);
        Assert.Equal("Local", (await fleet.KubectlAsync(Member, "get", "apiservice", "v1beta1.metrics.k8s.io", "-o", "jsonpath={.status.conditions[0].reason}")).Succeeded());

        async Task<IEnumerable<string>> TopAsync(params string[] arguments) =>
            (await fleet.KubectlAsync(Member, ["top", .. arguments, "--no-headers"])).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(row => string.Join(' ', row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Drain_IsHeldBackByABudget_AndGoesOnWhenItAllows()
    {
        var fleet = fixture.Fleet;
        (await fleet.KubectlAsync(Member, "create", "namespace", "drain")).Succeeded();
        (await InDrain("apply", "-f", fleet.Write("drain.yaml", $"""
            {Web.Replace("app: web", "app: drained", StringComparison.Ordinal)}
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {"{name: web}"}
            spec: {"{minAvailable: 2, selector: {matchLabels: {app: drained}}}"}
            """))).Succeeded();
        (await InDrain("rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        (await InDrain("wait", "pdb/web", "--for=jsonpath={.status.currentHealthy}=2", "--timeout=60s")).Succeeded();
        var node = (await InDrain("get", "pods", "-l", "app=drained", "-o", "jsonpath={.items[0].spec.nodeName}")).Succeeded();

        var held = await InDrain("drain", node, "--pod-selector=app=drained", "--timeout=3s");
        Assert.NotEqual(0, held.ExitCode);
        Assert.Contains("Cannot evict pod as it would violate the pod's disruption budget.", held.Error, StringComparison.Ordinal);
        Assert.Equal("2", (await InDrain("get", "deploy", "web", "-o", "jsonpath={.status.readyReplicas}")).Succeeded());
        Assert.Equal(["web", "2", "N/A", "0"], (await InDrain("get", "pdb", "web", "--no-headers")).Succeeded().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[..4]);

        (await InDrain("patch", "pdb", "web", "--type=merge", "-p", """{"spec":{"minAvailable":"50%"} }""")).Succeeded();
        (await InDrain("wait", "pdb/web", "--for=jsonpath={.status.disruptionsAllowed}=1", "--timeout=60s")).Succeeded();
        Assert.Contains($"node/{node} drained", (await InDrain("drain", node, "--pod-selector=app=drained", "--timeout=60s")).Succeeded(), StringComparison.Ordinal);
        Assert.DoesNotContain(node, (await InDrain("get", "pods", "-l", "app=drained", "-o", "jsonpath={.items[*].spec.nodeName}")).Succeeded().Split(' '));

        (await InDrain("uncordon", node)).Succeeded();
        (await InDrain("delete", "namespace", "drain", "--wait", "--timeout=60s")).Succeeded();

        Task<CommandResult> InDrain(params string[] arguments) => fleet.KubectlAsync(Member, ["-n", "drain", .. arguments]);
    }

    [Fact]
    public async Task Cluster_SaysHowItIsReachedAndTrusted()
    {
        var fleet = fixture.Fleet;
        (await fleet.KubectlAsync(Member, "create", "namespace", "trusting")).Succeeded();
        (await fleet.KubectlAsync(Member, "-n", "trusting", "wait", "--for=create", "configmap/kube-root-ca.crt", "--timeout=60s")).Succeeded();

        var certificate = (await fleet.KubectlAsync(Member, "-n", "trusting", "get", "configmap", "kube-root-ca.crt", "-o", "jsonpath={.data.ca\\.crt}")).Succeeded();
        Assert.Equal(certificate, (await fleet.KubectlAsync(Member, "-n", "kube-system", "get", "configmap", "extension-apiserver-authentication", "-o", "jsonpath={.data.requestheader-client-ca-file}")).Succeeded());
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", certificate, StringComparison.Ordinal);
        Assert.Equal("10.96.0.1", (await fleet.KubectlAsync(Member, "get", "service", "kubernetes", "-n", "default", "-o", "jsonpath={.spec.clusterIP}")).Succeeded());
        var port = (await fleet.KubectlAsync(Member, "get", "endpointslice", "kubernetes", "-n", "default", "-o", "jsonpath={.ports[0].port}")).Succeeded();
        Assert.Contains($":{port}/clusters/{Member}", (await fleet.KubectlAsync(Member, "config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}")).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AggregatedApi_IsDiscoveredListedAndExplained()
    {
        var fleet = fixture.Fleet;
        await using var server = await ThingsServer.StartAsync();
        (await fleet.KubectlAsync(Member, "apply", "-f", fleet.Write("things.yaml", string.Create(CultureInfo.InvariantCulture, $$"""
            apiVersion: v1
            kind: Service
            metadata: {name: things, namespace: default}
            spec: {type: ExternalName, externalName: 127.0.0.1, ports: [{port: {{server.Port}}}]}
            ---
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.things.example.com}
            spec:
              group: things.example.com
              version: v1
              groupPriorityMinimum: 1000
              versionPriority: 10
              caBundle: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(server.AuthorityPem))}}
              service: {name: things, namespace: default, port: {{server.Port}}}
            """)))).Succeeded();
        (await fleet.KubectlAsync(Member, "wait", "--for=condition=Available", "apiservice/v1.things.example.com", "--timeout=60s")).Succeeded();

        Assert.StartsWith("things ", (await fleet.KubectlAsync(Member, "api-resources", "--api-group=things.example.com", "--no-headers")).Succeeded(), StringComparison.Ordinal);
        Assert.Equal("thing.things.example.com/one", (await fleet.KubectlAsync(Member, "get", "th", "-n", "default", "-o", "name")).Succeeded().Trim());
        Assert.Contains("How big.", (await fleet.KubectlAsync(Member, "explain", "things.size")).Succeeded(), StringComparison.Ordinal);
        (await fleet.KubectlAsync(Member, "delete", "apiservice/v1.things.example.com", "service/things", "-n", "default")).Succeeded();
        Assert.NotEqual(0, (await fleet.KubectlAsync(Member, "get", "things", "-n", "default")).ExitCode);
    }

    [Fact]
    public async Task Watch_PodOfADeployment_StreamsUntilItRuns()
    {
        var fleet = fixture.Fleet;
        (await fleet.KubectlAsync(Member, "create", "namespace", "watch")).Succeeded();
        using var watch = Programs.Start(Requirement.Kubectl(), ["--kubeconfig", fleet.Kubeconfig, "--context", Member, "-n", "watch", "get", "pods", "-w", "--no-headers"]);
        (await fleet.KubectlAsync(Member, "-n", "watch", "create", "deployment", "web", "--image=registry.example/web:1")).Succeeded();

        string? line;
        do
        {
            line = await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line is not null && !line.Contains("Running", StringComparison.Ordinal));

        watch.Kill();
        Assert.NotNull(line);
    }

    [Fact]
    public async Task CustomResources_DefineAndCreate_AreServedAndExplained()
    {
        var fleet = fixture.Fleet;
        var definition = fleet.Write("crd.yaml", """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd]}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          properties:
                            size: {type: integer, description: How large the widget is}
            """);
        (await fleet.KubectlAsync(Member, "create", "-f", definition)).Succeeded();
        (await fleet.KubectlAsync(Member, "wait", "--for=condition=Established", "crd/widgets.example.com", "--timeout=30s")).Succeeded();
        var widget = fleet.Write("widget.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: default}\nspec: {size: 3}\n");
        Assert.Contains("widget.example.com/w created", (await fleet.KubectlAsync(Member, "create", "-f", widget)).Succeeded(), StringComparison.Ordinal);
        Assert.Equal("3", (await fleet.KubectlAsync(Member, "get", "wd", "w", "-o", "jsonpath={.spec.size}")).Succeeded());
        Assert.Contains("How large the widget is", (await fleet.KubectlAsync(Member, "explain", "widget.spec")).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_BuiltInField_ShowsItsType() =>
        Assert.Contains("replicas", (await fixture.Fleet.KubectlAsync(Member, "explain", "deployment.spec")).Succeeded(), StringComparison.Ordinal);

    [Fact]
    public async Task ApiResources_EveryGroup_IsListed()
    {
        var resources = (await fixture.Fleet.KubectlAsync(Member, "api-resources")).Succeeded();

        Assert.Contains("deployments", resources, StringComparison.Ordinal);
        Assert.Contains("customresourcedefinitions", resources, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_WithoutCredentials_AreRefused()
    {
        var fleet = fixture.Fleet;
        var server = (await fleet.KubectlAsync(Member, "config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}")).Succeeded();

        var refused = await Programs.RunAsync(Requirement.Kubectl(), ["--server", server, "--insecure-skip-tls-verify", "--kubeconfig", "/dev/null", "get", "secrets", "-A"]);

        Assert.NotEqual(0, refused.ExitCode);
    }
}
