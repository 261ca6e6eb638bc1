using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Validation;

namespace Sampan.Server.Tests.Validation.Pods;

/// <summary>The rules of a pod's spec: each row changes a sound spec by a merge, and says what is then wrong.</summary>
public sealed class PodValidationTests
{
    private const string Sound = """
        {"restartPolicy":"Always","terminationGracePeriodSeconds":30,"serviceAccountName":"default",
         "volumes":[{"name":"v","emptyDir":{}}],
         "containers":[{"name":"c","image":"i","imagePullPolicy":"Always","terminationMessagePolicy":"File"}]}
        """;

    private static readonly GroupVersionKind Pod = new("", "v1", "Pod");

    [Fact]
    public void A_sound_pod_has_no_faults() => Assert.Empty(Faults("{}"));

    [Theory]
    [InlineData("""{"volumes":[{"name":"v"}]}""", "spec.volumes[0]: Required value: must specify a volume type")]
    [InlineData("""{"volumes":[{"name":"v","emptyDir":{},"hostPath":{"path":"/"}}]}""", "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"volumes":[{"name":"v","emptyDir":{}},{"name":"v","emptyDir":{}}]}""", "spec.volumes[1].name: Duplicate value: \"v\"")]
    [InlineData("""{"volumes":[{"name":"v","hostPath":{"path":"/a/../b","type":"Odd"}}]}""",
        "spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'",
        "spec.volumes[0].hostPath.type: Unsupported value: \"Odd\": supported values: \"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\"")]
    [InlineData("""{"volumes":[{"name":"v","emptyDir":{"sizeLimit":"-1"}}]}""", "spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity")]
    [InlineData("""{"volumes":[{"name":"v","secret":{"secretName":"s","defaultMode":512,"items":[{"key":"","path":"../x"}]}}]}""",
        "spec.volumes[0].secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive",
        "spec.volumes[0].secret.items[0].key: Required value",
        "spec.volumes[0].secret.items[0].path: Invalid value: \"../x\": must not contain '..'")]
    [InlineData("""{"volumes":[{"name":"v","configMap":{"name":"m","items":[{"key":"k","path":"/x"},{"key":"k","path":"..x"}]}}]}""",
        "spec.volumes[0].configMap.items[0].path: Invalid value: \"/x\": must be a relative path",
        "spec.volumes[0].configMap.items[1].path: Invalid value: \"..x\": must not start with '..'")]
    [InlineData("""{"volumes":[{"name":"v","nfs":{"server":"","path":"x"}}]}""",
        "spec.volumes[0].nfs.server: Required value",
        "spec.volumes[0].nfs.path: Invalid value: \"x\": must be an absolute path")]
    [InlineData("""{"volumes":[{"name":"v","iscsi":{"targetPortal":"p","iqn":"iqn.bad","lun":256}}]}""",
        "spec.volumes[0].iscsi.iqn: Invalid value: \"iqn.bad\": must be valid format",
        "spec.volumes[0].iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive")]
    [InlineData("""{"volumes":[{"name":"v","downwardAPI":{"items":[{"path":"a"},{"path":"b","fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}]}}]}""",
        "spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required",
        "spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: \"status.podIP\": supported values: \"metadata.annotations\", \"metadata.labels\", \"metadata.name\", \"metadata.namespace\", \"metadata.uid\"")]
    [InlineData("""{"volumes":[{"name":"v","projected":{"sources":[{"secret":{"name":"s","items":[{"key":"k","path":"p"}]},"configMap":{"name":"m","items":[{"key":"k","path":"p"}]}}]}}]}""",
        "spec.volumes[0].projected: Invalid value: \"m\": conflicting duplicate paths",
        "spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source")]
    [InlineData("""{"volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":60,"path":""}}]}}]}""",
        "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes",
        "spec.volumes[0].projected.path: Required value")]
    [InlineData("""{"volumes":[{"name":"v","csi":{"driver":"","nodePublishSecretRef":{"name":""}}}]}""",
        "spec.volumes[0].csi.driver: Required value",
        "spec.volumes[0].csi.nodePublishSecretRef .name: Required value")]
    [InlineData("""{"volumes":[{"name":"v","ephemeral":{"volumeClaimTemplate":{"metadata":{"name":"n"},"spec":{"resources":{"requests":{"storage":"1Gi"} } } } } }]}""",
        "spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set",
        "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required")]
    [InlineData("""{"volumes":[{"name":"v","image":{"pullPolicy":"Sometimes"}}]}""",
        "spec.volumes[0].image.reference: Required value",
        "spec.volumes[0].image.pullPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"IfNotPresent\", \"Never\"")]
    public void Volumes(string change, params string[] faults) => Assert.Equal(faults, Faults(change));

    [Theory]
    [InlineData("""{"volumeMounts":[{"name":"w","mountPath":""}]}""",
        "spec.containers[0].volumeMounts[0].name: Not found: \"w\"",
        "spec.containers[0].volumeMounts[0].mountPath: Required value")]
    [InlineData("""{"volumeMounts":[{"name":"v","mountPath":"/a","subPath":"/x","subPathExpr":"y"}]}""",
        "spec.containers[0].volumeMounts.subPath: Invalid value: \"/x\": must be a relative path",
        "spec.containers[0].volumeMounts[0].subPathExpr: Invalid value: \"y\": subPathExpr and subPath are mutually exclusive")]
    [InlineData("""{"volumeMounts":[{"name":"v","mountPath":"/a","mountPropagation":"Bidirectional"}]}""",
        "spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers")]
    [InlineData("""{"volumeMounts":[{"name":"v","mountPath":"/a","recursiveReadOnly":"Enabled"}]}""",
        "spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true")]
    [InlineData("""{"volumeDevices":[{"name":"v","devicePath":"/a/.."}]}""",
        "spec.containers[0].volumeDevices[0].name: Invalid value: \"v\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
        "spec.containers[0].volumeDevices[0].devicePath: Invalid value: \"/a/..\": can not contain backsteps ('..')")]
    [InlineData("""{"env":[{"name":"a=b"},{"name":"A","valueFrom":{}},{"name":"B","value":"x","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"spec.restartPolicy"} } }]}""",
        "spec.containers[0].env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist only of printable ASCII characters other than '='",
        "spec.containers[0].env[1].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`",
        "spec.containers[0].env[2].valueFrom.fieldRef.fieldPath: Unsupported value: \"spec.restartPolicy\": supported values: \"metadata.name\", \"metadata.namespace\", \"metadata.uid\", \"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", \"status.hostIPs\", \"status.podIP\", \"status.podIPs\"",
        "spec.containers[0].env[2].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty")]
    [InlineData("""{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu","divisor":"2"} } },{"name":"B","valueFrom":{"resourceFieldRef":{"resource":"limits.gpu"} } }]}""",
        "spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource",
        "spec.containers[0].env[1].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.gpu\": supported values: \"limits.cpu\", \"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", \"requests.ephemeral-storage\", \"requests.memory\"")]
    [InlineData("""{"envFrom":[{},{"prefix":"a=","configMapRef":{"name":""},"secretRef":{"name":"S"} }]}""",
        "spec.containers[0].envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`",
        "spec.containers[0].envFrom[1].prefix: Invalid value: \"a=\": a valid environment variable name must consist only of printable ASCII characters other than '='",
        "spec.containers[0].envFrom[1].configMapRef.name: Required value",
        "spec.containers[0].envFrom[1].secretRef.name: Invalid value: \"S\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "spec.containers[0].envFrom: Invalid value: \"\": may not have more than one field specified at a time")]
    [InlineData("""{"livenessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP","httpHeaders":[{"name":"a b"}]},"successThreshold":2,"terminationGracePeriodSeconds":0} }""",
        "spec.containers[0].livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
        "spec.containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0",
        "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1")]
    [InlineData("""{"readinessProbe":{"tcpSocket":{"port":80},"terminationGracePeriodSeconds":5} }""",
        "spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes")]
    [InlineData("""{"lifecycle":{"preStop":{"sleep":{"seconds":31} } } }""",
        "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("""{"lifecycle":{"preStop":{} } }""", "spec.containers[0].lifecycle.preStop: Required value: must specify a handler type")]
    [InlineData("""{"resources":{"limits":{"hugepages-2Mi":"3Mi"},"requests":{"example.com/x":"1.5"} } }""",
        "spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi",
        "spec.containers[0].resources.requests[example.com/x]: Invalid value: \"1.5\": must be an integer",
        "spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources",
        "spec.containers[0].resources: Forbidden: HugePages require cpu or memory")]
    [InlineData("""{"resources":{"limits":{"example.com/x":"2"},"requests":{"example.com/x":"1"} } }""", "spec.containers[0].resources.requests: Invalid value: \"1\": must be equal to example.com/x limit of 2")]
    [InlineData("""{"resources":{"requests":{"pods":"1"} } }""", "spec.containers[0].resources.requests[pods]: Invalid value: \"pods\": must be a standard resource for containers")]
    [InlineData("""{"resources":{"claims":[{"name":"gpu"}]} }""", "spec.containers[0].resources.claims[0]: Not found: \"gpu\": must be one of the names in pod.spec.resourceClaims which is empty")]
    [InlineData("""{"securityContext":{"procMount":"Unmasked","seccompProfile":{"type":"Localhost","localhostProfile":"../x"} } }""",
        "spec.containers[0].securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`",
        "spec.containers[0].securityContext.seccompProfile.localhostProfile: Invalid value: \"../x\": must not contain '..'")]
    [InlineData("""{"securityContext":{"appArmorProfile":{"type":"Unconfined","localhostProfile":"x"},"windowsOptions":{"runAsUserName":"a\\b\\c"} } }""",
        "spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: \"a\\\\b\\\\c\": runAsUserName cannot contain more than one backslash",
        "spec.containers[0].securityContext.appArmorProfile.localhostProfile: Invalid value: \"x\": can only be set when AppArmor type is Localhost")]
    [InlineData("""{"image":" i"}""", "spec.containers[0].image: Invalid value: \" i\": must not have leading or trailing whitespace")]
    [InlineData("""{"ports":[{"containerPort":80,"hostPort":80,"protocol":"TCP"},{"containerPort":81,"hostPort":80,"protocol":"TCP"}]}""", "spec.containers[0].ports[1].hostPort: Duplicate value: \"TCP//80\"")]
    [InlineData("""{"restartPolicy":"Sometimes"}""", "spec.containers[0].restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\", \"OnFailure\"")]
    public void Containers(string change, params string[] faults)
    {
        var container = JsonNode.Parse(Sound)!["containers"]![0]!.DeepClone().AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            container[name] = value?.DeepClone();
        }

        Assert.Equal(faults, Faults(new JsonObject { ["containers"] = new JsonArray(container) }.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"initContainers":[{"name":"c","image":"i","livenessProbe":{"tcpSocket":{"port":1} } }]}""",
        "spec.initContainers[0].name: Duplicate value: \"c\"",
        "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always")]
    [InlineData("""{"ephemeralContainers":[{"name":"e","image":"i","targetContainerName":"x","ports":[{"containerPort":1,"protocol":"TCP"}]}]}""",
        "spec.ephemeralContainers[0].targetContainerName: Not found: \"x\"",
        "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container",
        "spec.ephemeralContainers: Forbidden: cannot be set on create")]
    [InlineData("""{"resourceClaims":[{"name":"g"},{"name":"g","resourceClaimName":"x"}]}""",
        "spec.resourceClaims[0]: Invalid value: {\"name\":\"g\"}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`",
        "spec.resourceClaims[1].name: Duplicate value: \"g\"")]
    [InlineData("""{"hostNetwork":true,"hostUsers":false}""", "spec.hostNetwork: Forbidden: when `hostUsers` is false")]
    [InlineData("""{"nodeName":"n","schedulingGates":[{"name":"a"},{"name":"a"}]}""",
        "spec.schedulingGates[1]: Duplicate value: \"a\"",
        "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared")]
    [InlineData("""{"tolerations":[{"key":"a","operator":"Exists","value":"b"},{"key":"a","operator":"Like"},{"operator":"Equal","value":"a b"}]}""",
        "spec.tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'",
        "spec.tolerations[1].operator: Unsupported value: \"Like\": supported values: \"Equal\", \"Exists\"",
        "spec.tolerations[2].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"",
        "spec.tolerations[2].operator: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("""{"dnsPolicy":"None"}""", "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("""{"dnsConfig":{"nameservers":["1.1.1.1","x","2.2.2.2","3.3.3.3"],"searches":["_a.b",".","A"],"options":[{}]} }""",
        "spec.dnsConfig.nameservers: Invalid value: [\"1.1.1.1\",\"x\",\"2.2.2.2\",\"3.3.3.3\"]: must not have more than 3 nameservers",
        "spec.dnsConfig.nameservers[1]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "spec.dnsConfig.searches[2]: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*')",
        "spec.dnsConfig.options[0]: Required value: must not be empty")]
    [InlineData("""{"hostAliases":[{"ip":"x","hostnames":["ok"]}]}""", "spec.hostAliases[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("""{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]} } } }""",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term")]
    [InlineData("""{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"In"},{"key":"a","operator":"Gt","values":["1","2"]}],"matchFields":[{"key":"spec.x","operator":"In","values":["n"]}]}]} } } }""",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key: Invalid value: \"spec.x\": not a valid field selector key")]
    [InlineData("""{"affinity":{"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":0,"podAffinityTerm":{"topologyKey":"zone","matchLabelKeys":["a"]} }]} } }""",
        "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100",
        "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("""{"topologySpreadConstraints":[{"maxSkew":0,"topologyKey":"","whenUnsatisfiable":"Maybe","minDomains":0}]}""",
        "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero",
        "spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty",
        "spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: \"Maybe\": supported values: \"DoNotSchedule\", \"ScheduleAnyway\"",
        "spec.topologySpreadConstraints[0].minDomains: Invalid value: 0: must be greater than zero",
        "spec.topologySpreadConstraints[0].minDomains: Invalid value: 0: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not Maybe")]
    [InlineData("""{"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule"},{"maxSkew":2,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule"}]}""",
        "spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: \"{z, DoNotSchedule}\"")]
    [InlineData("""{"os":{"name":"windows"},"hostPID":true,"securityContext":{"runAsUser":1,"sysctls":[]} }""",
        "spec.hostPID: Forbidden: cannot be set for a windows pod",
        "spec.securityContext.sysctls: Forbidden: cannot be set for a windows pod",
        "spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod")]
    [InlineData("""{"os":{"name":"plan9"} }""", "spec.os: Unsupported value: \"plan9\": supported values: \"linux\", \"windows\"")]
    [InlineData("""{"hostNetwork":true,"securityContext":{"sysctls":[{"name":"net.core.somaxconn","value":"1"}],"supplementalGroupsPolicy":"Some"} }""",
        "spec.securityContext.sysctls[0].name: Invalid value: \"net.core.somaxconn\": may not be specified when 'hostNetwork' is true",
        "spec.securityContext.supplementalGroupsPolicy: Unsupported value: \"Some\": supported values: \"Merge\", \"Strict\"")]
    [InlineData("""{"resources":{"requests":{"cpu":"100m"} },"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"1"} } }]}""",
        "spec.resources.requests[cpu]: Invalid value: \"100m\": must be greater than or equal to aggregate container requests of 1")]
    [InlineData("""{"priorityClassName":"A","preemptionPolicy":"Maybe"}""",
        "spec.priorityClassName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        "spec.preemptionPolicy: Unsupported value: \"Maybe\": supported values: \"PreemptLowerPriority\", \"Never\"")]
    public void Specs(string change, params string[] faults) => Assert.Equal(faults, Faults(change));

    [Theory]
    [InlineData("kubernetes.io/config.mirror", "x", "metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set")]
    [InlineData("controller.kubernetes.io/pod-deletion-cost", "01", "metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"01\": must be a 32bit integer")]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod", "odd", "metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: \"odd\": must be a valid seccomp profile")]
    [InlineData("container.apparmor.security.beta.kubernetes.io/x", "odd",
        "metadata.annotations[container.apparmor.security.beta.kubernetes.io/x]: Invalid value: \"x\": container not found",
        "metadata.annotations[container.apparmor.security.beta.kubernetes.io/x]: Invalid value: \"odd\": invalid AppArmor profile name: \"odd\"")]
    public void Annotations(string key, string value, params string[] faults)
    {
        var pod = Change("{}");
        pod["metadata"]!["annotations"] = new JsonObject { [key] = value };
        Assert.Equal(faults, Faults(pod));
    }

    [Fact]
    public void A_template_may_have_blanks_around_an_image_and_no_ephemeral_containers()
    {
        var spec = Change("""{"containers":[{"name":"c","image":" i"}],"ephemeralContainers":[{"name":"e","image":"i"}]}""")["spec"]!.DeepClone();
        var template = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "t" },
            ["template"] = new JsonObject { ["spec"] = spec },
        };
        var causes = BuiltInValidation.ValidateCreate(template, new GroupVersionKind("", "v1", "PodTemplate"));
        Assert.Equal(["template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template"], causes.Select(cause => $"{cause.Field}: {cause.Message}"));
    }

    [Fact]
    public void A_name_does_not_end_with_a_line_break()
    {
        var pod = Change("{}");
        pod["metadata"]!["name"] = "web\n";
        Assert.NotEmpty(Faults(pod));
    }

    private static IEnumerable<string> Faults(string change) => Faults(Change(change));

    private static IEnumerable<string> Faults(JsonObject pod) =>
        BuiltInValidation.ValidateCreate(pod, Pod).Select(cause => $"{cause.Field}: {cause.Message}");

    private static JsonObject Change(string change)
    {
        var spec = JsonNode.Parse(Sound)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            spec[name] = value?.DeepClone();
        }

        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web", ["namespace"] = "default" }, ["spec"] = spec };
    }
}
