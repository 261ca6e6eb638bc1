namespace Sampan.Server.Tests.Defaulting;

public sealed class KindDefaultsTests
{
    [Theory]
    [InlineData("{}", """{"type":"RollingUpdate","rollingUpdate":{"partition":0}}""")]
    [InlineData("""{"type":"RollingUpdate"}""", """{"type":"RollingUpdate"}""")]
    [InlineData("""{"type":"RollingUpdate","rollingUpdate":{}}""", """{"type":"RollingUpdate","rollingUpdate":{"partition":0}}""")]
    [InlineData("""{"type":"OnDelete"}""", """{"type":"OnDelete"}""")]
    public void StatefulSet_UpdateStrategy_GetsParametersWhereItIsNotNamedAlone(string strategy, string expected) =>
        Assert.Equal(expected, Defaulted.At("apps/v1", "StatefulSet", $"{{\"spec\":{{\"updateStrategy\":{strategy}}}}}", "spec.updateStrategy"));

    [Theory]
    [InlineData("ClientIP", "null", """{"clientIP":{"timeoutSeconds":10800}}""")]
    [InlineData("ClientIP", """{"clientIP":{"timeoutSeconds":5}}""", """{"clientIP":{"timeoutSeconds":5}}""")]
    [InlineData("None", """{"clientIP":{"timeoutSeconds":5}}""", "null")]
    [InlineData("Odd", "null", "null")]
    public void Service_SessionAffinity_HasATimeoutForClientsAlone(string affinity, string config, string expected) => Assert.Equal(
        expected,
        Defaulted.At("v1", "Service", $"{{\"spec\":{{\"sessionAffinity\":\"{affinity}\",\"sessionAffinityConfig\":{config}}}}}", "spec.sessionAffinityConfig"));

    [Theory]
    [InlineData("null", """{"strategy":"None"}""")]
    [InlineData("{}", """{"strategy":""}""")]
    [InlineData("""{"strategy":"Webhook","webhook":{"clientConfig":{"service":{"name":"a","namespace":"b"}},"conversionReviewVersions":["v1"]}}""", """{"strategy":"Webhook","webhook":{"clientConfig":{"service":{"namespace":"b","name":"a","port":443}},"conversionReviewVersions":["v1"]}}""")]
    public void CustomResourceDefinition_Conversion_IsNoneWhereNothingIsSaid(string conversion, string expected) => Assert.Equal(
        expected,
        Defaulted.At("apiextensions.k8s.io/v1", "CustomResourceDefinition", $"{{\"spec\":{{\"conversion\":{conversion}}}}}", "spec.conversion"));

    [Theory]
    [InlineData("Job", """{"spec":RULES}""", "spec.podFailurePolicy.rules.0.onPodConditions.0.status")]
    [InlineData("CronJob", """{"spec":{"jobTemplate":{"spec":RULES}}}""", "spec.jobTemplate.spec.podFailurePolicy.rules.0.onPodConditions.0.status")]
    public void PodFailurePolicy_ConditionWithoutStatus_MeansTrue(string kind, string body, string path) => Assert.Equal(
        "\"True\"",
        Defaulted.At("batch/v1", kind, body.Replace("RULES", """{"podFailurePolicy":{"rules":[{"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget"}]}]}}""", StringComparison.Ordinal), path));

    [Theory]
    [InlineData("v1", "Pod", """{"spec":{"volumes":[{"name":"d","azureDisk":{"diskName":"n","diskURI":"u"}}]}}""", "spec.volumes.0.azureDisk", """{"diskName":"n","diskURI":"u","cachingMode":"ReadWrite","fsType":"ext4","kind":"Shared","readOnly":false}""")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"azureDisk":{"diskName":"n","diskURI":"u","readOnly":true}}}""", "spec.azureDisk.readOnly", "true")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"azureDisk":{"diskName":"n","diskURI":"u"}}}""", "spec.azureDisk.readOnly", "false")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"iscsi":{"targetPortal":"p","iqn":"i","lun":1}}}""", "spec.iscsi.iscsiInterface", "\"default\"")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"rbd":{"monitors":["m"],"image":"i"}}}""", "spec.rbd", """{"monitors":["m"],"image":"i","keyring":"/etc/ceph/keyring","pool":"rbd","user":"admin"}""")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"scaleIO":{"gateway":"g","system":"s","secretRef":{}}}}""", "spec.scaleIO.storageMode", "\"ThinProvisioned\"")]
    public void VolumeSource_OfAnOlderSystem_IsCompleted(string apiVersion, string kind, string body, string path, string expected) =>
        Assert.Equal(expected, Defaulted.At(apiVersion, kind, body, path));

    // What is a pointer in the API was given, be it empty.
    [Theory]
    [InlineData("v1", "PersistentVolumeClaim", """{"spec":{"volumeMode":""}}""", "spec.volumeMode")]
    [InlineData("v1", "PersistentVolume", """{"spec":{"volumeMode":""}}""", "spec.volumeMode")]
    [InlineData("v1", "Service", """{"spec":{"internalTrafficPolicy":""}}""", "spec.internalTrafficPolicy")]
    [InlineData("batch/v1", "Job", """{"spec":{"completionMode":""}}""", "spec.completionMode")]
    [InlineData("batch/v1", "Job", """{"spec":{"podReplacementPolicy":""}}""", "spec.podReplacementPolicy")]
    [InlineData("storage.k8s.io/v1", "StorageClass", """{"reclaimPolicy":""}""", "reclaimPolicy")]
    [InlineData("storage.k8s.io/v1", "StorageClass", """{"volumeBindingMode":""}""", "volumeBindingMode")]
    [InlineData("storage.k8s.io/v1", "CSIDriver", """{"spec":{"fsGroupPolicy":""}}""", "spec.fsGroupPolicy")]
    [InlineData("scheduling.k8s.io/v1", "PriorityClass", """{"preemptionPolicy":""}""", "preemptionPolicy")]
    [InlineData("networking.k8s.io/v1", "IngressClass", """{"spec":{"parameters":{"kind":"K","name":"n","scope":""}}}""", "spec.parameters.scope")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"spec":{"ingress":[{"ports":[{"protocol":""}]}]}}""", "spec.ingress.0.ports.0.protocol")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", """{"webhooks":[{"failurePolicy":""}]}""", "webhooks.0.failurePolicy")]
    [InlineData("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", """{"webhooks":[{"reinvocationPolicy":""}]}""", "webhooks.0.reinvocationPolicy")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", """{"spec":{"failurePolicy":""}}""", "spec.failurePolicy")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", """{"spec":{"matchConstraints":{"matchPolicy":""}}}""", "spec.matchConstraints.matchPolicy")]
    public void EmptyText_OfAPointer_StaysForValidation(string apiVersion, string kind, string body, string path) =>
        Assert.Equal("\"\"", Defaulted.At(apiVersion, kind, body, path));

    [Theory]
    [InlineData("v1", "PersistentVolume", """{"spec":{"capacity":{"storage":"1500u"}}}""", "spec.capacity.storage", "\"2m\"")]
    [InlineData("v1", "PersistentVolumeClaim", """{"spec":{"resources":{"requests":{"storage":"1n"}}}}""", "spec.resources.requests.storage", "\"1m\"")]
    [InlineData("v1", "ResourceQuota", """{"spec":{"hard":{"cpu":"0.0001"}}}""", "spec.hard.cpu", "\"1m\"")]
    [InlineData("v1", "LimitRange", """{"spec":{"limits":[{"type":"Pod","max":{"cpu":"1e-6"}}]}}""", "spec.limits.0.max.cpu", "\"1e-3\"")]
    [InlineData("v1", "Node", """{"status":{"allocatable":{"cpu":"1000001u"}}}""", "status.allocatable.cpu", "\"1001m\"")]
    [InlineData("node.k8s.io/v1", "RuntimeClass", """{"overhead":{"podFixed":{"cpu":"1u"}}}""", "overhead.podFixed.cpu", "\"1m\"")]
    [InlineData("apps/v1", "Deployment", """{"spec":{"template":{"spec":{"overhead":{"cpu":"1u"}}}}}""", "spec.template.spec.overhead.cpu", "\"1m\"")]
    public void ResourceList_FinerThanAThousandth_IsRoundedUp(string apiVersion, string kind, string body, string path, string expected) =>
        Assert.Equal(expected, Defaulted.At(apiVersion, kind, body, path));

    [Theory]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"spec":{"podSelector":{},"policyTypes":[]} }""", "spec.policyTypes", "[\"Ingress\"]")]
    [InlineData("storage.k8s.io/v1", "CSIDriver", """{"spec":{"volumeLifecycleModes":[]} }""", "spec.volumeLifecycleModes", "[\"Persistent\"]")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler", """{"spec":{"behavior":{"scaleUp":{"policies":[]} } } }""", "spec.behavior.scaleUp.policies", "null")]
    public void EmptyList_IsCompletedWhereGoDoesNotTellItFromNone(string apiVersion, string kind, string body, string path, string expected) =>
        Assert.Equal(expected, Defaulted.At(apiVersion, kind, body, path));
}
