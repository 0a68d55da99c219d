#pragma warning disable ASP0000
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Voxie.Admin.Composition;
using Voxie.Admin.Config;
using Voxie.Admin.Http;
using Voxie.Admin.Node;
var loggers = LoggerFactory.Create(b => b.AddSimpleConsole());
var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
var time = TimeProvider.System;
var core = await NodeCore.OpenAsync(ConfigLoader.Load(null), time, meters, loggers, default);
await using var voice = new VoiceSide(core, time, loggers);
var status = new NodeStatus();
var app = AdminHost.Build(core, status, new DirectoryLiveCalls(voice.Calls), time, loggers);
await app.StartAsync();
await voice.StartAsync(null, default);
status.State = NodeState.Ready;
await Task.Delay(Timeout.Infinite);
return 0;
