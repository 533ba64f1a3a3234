/** Every command there is. Next: parse.ts */
import type { Command, Option } from './command.ts';

const JSON_OPTION: Option = {
  about: {
    en: 'one JSON object on standard output, for programs',
    'zh-Hans': '在标准输出打印一个 JSON 对象，供程序读取',
  },
};

const EXERCISE = '[exercise]';

export const COMMANDS: readonly Command[] = [
  {
    name: 'watch',
    words: [],
    about: {
      en: 'the course on your screen: saving a file judges it (lastack alone does the same)',
      'zh-Hans': '在屏幕上学习课程：保存文件即评判（直接运行 lastack 也一样）',
    },
    options: {
      plain: {
        about: {
          en: 'lines that follow each other: for screen readers, and chosen for pipes',
          'zh-Hans': '逐行输出：供屏幕阅读器使用，管道中自动采用',
        },
      },
    },
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'list',
    words: [],
    about: { en: 'the exercises, in order', 'zh-Hans': '按顺序列出练习' },
    options: { json: JSON_OPTION },
    load: () => import('./commands/list.ts'),
  },
  {
    name: 'test',
    words: [EXERCISE],
    about: {
      en: 'test your code: the exercise of this folder, the named one, or else all',
      'zh-Hans': '测试你的代码：当前目录的练习、指定的练习，或全部练习',
    },
    options: {
      all: {
        about: {
          en: 'every failure in full, and all that your code printed',
          'zh-Hans': '完整显示每个失败，以及代码的全部输出',
        },
      },
      seed: {
        value: 'N',
        about: {
          en: 'one random case again, alone: its failure says N',
          'zh-Hans': '只重放一个随机用例：N 见失败信息',
        },
      },
      json: JSON_OPTION,
    },
    load: () => import('./commands/test.ts'),
  },
  {
    name: 'hint',
    words: [EXERCISE, '[level]'],
    about: {
      en: 'a hint: level 1 (the default), 2 or 3; none is the answer',
      'zh-Hans': '提示：第 1（默认）、2、3 级；都不是答案本身',
    },
    options: { level: { value: 'N', about: { en: 'which level', 'zh-Hans': '第几级' } } },
    load: () => import('./commands/hint.ts'),
  },
  {
    name: 'reset',
    words: [EXERCISE],
    about: {
      en: 'the starter again; what you wrote is kept in .lastack/backups',
      'zh-Hans': '恢复初始代码；你写的内容保存在 .lastack/backups',
    },
    options: {},
    load: () => import('./commands/reset.ts'),
  },
  {
    name: 'solution',
    words: [EXERCISE],
    about: {
      en: 'the solution: after you passed, or when you ask twice',
      'zh-Hans': '参考答案：通过之后可看，或连问两次',
    },
    options: {},
    load: () => import('./commands/solution.ts'),
  },
  {
    name: 'progress',
    words: [],
    about: { en: 'what you have passed, and what is left', 'zh-Hans': '已通过哪些练习，还剩哪些' },
    options: { json: JSON_OPTION },
    load: () => import('./commands/progress.ts'),
  },
  {
    name: 'run',
    words: ['FILE…'],
    about: {
      en: 'run scenarios (.json) and packetdrill scripts (.pkt); folders too',
      'zh-Hans': '运行场景文件（.json）与 packetdrill 脚本（.pkt），也可给目录',
    },
    options: {
      ladder: {
        about: {
          en: 'the packets as a ladder (the default for scenarios)',
          'zh-Hans': '以时序图显示报文（场景的默认方式）',
        },
      },
      story: { about: { en: 'every event as a sentence', 'zh-Hans': '用句子逐条讲述每个事件' } },
      svg: { value: 'F', about: { en: 'write the ladder as an SVG picture', 'zh-Hans': '把时序图写成 SVG 图片' } },
      pcap: {
        value: 'F',
        about: {
          en: 'write the packets as a capture, for Wireshark',
          'zh-Hans': '把报文写成抓包文件，可用 Wireshark 打开',
        },
      },
      strict: {
        about: { en: 'a packet that a script does not expect is a failure', 'zh-Hans': '脚本没有预期的报文也算失败' },
      },
      profile: {
        value: 'P',
        about: { en: 'hosts are rfc9293, linux or freebsd', 'zh-Hans': '主机采用 rfc9293、linux 或 freebsd 的行为' },
      },
      json: JSON_OPTION,
    },
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'explain',
    words: ['FILE.pcap'],
    about: {
      en: 'a capture: its connections as ladders, who closed first, how, and what nobody answered',
      'zh-Hans': '解读抓包文件：各连接的时序图，谁先关闭、怎样关闭、什么没有得到应答',
    },
    options: {
      connection: {
        value: 'N',
        about: {
          en: 'this one alone: its number, or addr:port-addr:port',
          'zh-Hans': '只看这一个：编号，或 addr:port-addr:port',
        },
      },
      svg: { value: 'F', about: { en: 'write the ladder as an SVG picture', 'zh-Hans': '把时序图写成 SVG 图片' } },
      json: JSON_OPTION,
    },
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'states',
    words: ['[FILE]'],
    about: {
      en: 'count what ss, netstat or /proc/net/tcp listed (a file, or standard input), and say what stands out',
      'zh-Hans': '统计 ss、netstat 或 /proc/net/tcp 的列表（文件或标准输入），并指出值得注意之处',
    },
    options: { json: JSON_OPTION },
    load: () => import('./commands/states.ts'),
  },
  {
    name: 'grade',
    words: ['SUBMISSIONS'],
    about: {
      en: 'grade a folder that holds one folder for each learner',
      'zh-Hans': '批改一个目录，其中每位学员一个子目录',
    },
    options: {
      out: { value: 'DIR', about: { en: 'where the results go (required)', 'zh-Hans': '结果目录（必填）' } },
      exercise: { value: 'ID', about: { en: 'grade this exercise alone', 'zh-Hans': '只批改这一个练习' } },
      isolation: {
        value: 'LEVEL',
        about: {
          en: 'how confined: os (the default), interpreter, none',
          'zh-Hans': '隔离方式：os（默认）、interpreter、none',
        },
      },
      'i-trust-these-submissions': {
        about: { en: 'needed for --isolation none', 'zh-Hans': '使用 --isolation none 时必须给出' },
      },
      workers: { value: 'N', about: { en: 'how many at a time', 'zh-Hans': '同时批改多少份' } },
      seed: { value: 'S', about: { en: 'the secret that random cases come from', 'zh-Hans': '随机用例所用的密钥' } },
      json: JSON_OPTION,
    },
    load: () => import('./commands/grade.ts'),
  },
  {
    name: 'verify',
    words: ['[exercise…]'],
    about: {
      en: 'prove that exercises grade fairly: starters fail, solutions pass, every mutant is caught',
      'zh-Hans': '证明练习评分公正：初始代码不通过，参考答案通过，每个错误变体都被识破',
    },
    options: {
      json: JSON_OPTION,
      report: {
        value: 'F',
        about: { en: 'write the JSON object to a file as well', 'zh-Hans': '另把 JSON 对象写入文件' },
      },
      places: {
        value: 'all',
        about: { en: 'every answer in every place, not a sample', 'zh-Hans': '每份答案都在每个环境中运行，而不是抽样' },
      },
      'no-cache': { about: { en: 'run everything, what is known too', 'zh-Hans': '全部重新运行，已知结论也不例外' } },
    },
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'new',
    words: ['NAME'],
    about: {
      en: 'begin an exercise: all its files, with what is left to write; verify lists that',
      'zh-Hans': '新建练习：生成全部文件并标出待写之处；verify 会列出它们',
    },
    options: {
      lesson: {
        value: 'PAGE',
        about: { en: 'the lesson that teaches it: time-wait', 'zh-Hans': '讲授它的课文：time-wait' },
      },
    },
    load: () => import('./commands/new.ts'),
  },
];
