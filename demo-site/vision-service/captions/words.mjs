/** The languages below, in the order of the table's columns. */
const languages = ['de', 'fr', 'es', 'da', 'zh', 'ja', 'ko'];

// All 80 names. What is meant is the thing that COCO shows: the computer mouse, the fruit called orange, the tie around a neck.
const taught = {
  person: ['Person', 'personne', 'persona', 'person', '人', '人', '사람'],
  bicycle: ['Fahrrad', 'vélo', 'bicicleta', 'cykel', '自行车', '自転車', '자전거'],
  car: ['Auto', 'voiture', 'coche', 'bil', '汽车', '車', '자동차'],
  motorcycle: ['Motorrad', 'moto', 'moto', 'motorcykel', '摩托车', 'オートバイ', '오토바이'],
  airplane: ['Flugzeug', 'avion', 'avión', 'fly', '飞机', '飛行機', '비행기'],
  bus: ['Bus', 'bus', 'autobús', 'bus', '公共汽车', 'バス', '버스'],
  train: ['Zug', 'train', 'tren', 'tog', '火车', '電車', '기차'],
  truck: ['Lastwagen', 'camion', 'camión', 'lastbil', '卡车', 'トラック', '트럭'],
  boat: ['Boot', 'bateau', 'barco', 'båd', '船', 'ボート', '보트'],
  'traffic light': ['Ampel', 'feu de circulation', 'semáforo', 'trafiklys', '红绿灯', '信号機', '신호등'],
  'fire hydrant': ['Hydrant', 'bouche d’incendie', 'boca de incendios', 'brandhane', '消防栓', '消火栓', '소화전'],
  'stop sign': ['Stoppschild', 'panneau stop', 'señal de stop', 'stopskilt', '停车标志', '一時停止標識', '정지 표지판'],
  'parking meter': ['Parkuhr', 'parcmètre', 'parquímetro', 'parkometer', '停车计时器', 'パーキングメーター', '주차 요금 징수기'],
  bench: ['Bank', 'banc', 'banco', 'bænk', '长椅', 'ベンチ', '벤치'],
  bird: ['Vogel', 'oiseau', 'pájaro', 'fugl', '鸟', '鳥', '새'],
  cat: ['Katze', 'chat', 'gato', 'kat', '猫', '猫', '고양이'],
  dog: ['Hund', 'chien', 'perro', 'hund', '狗', '犬', '개'],
  horse: ['Pferd', 'cheval', 'caballo', 'hest', '马', '馬', '말'],
  sheep: ['Schaf', 'mouton', 'oveja', 'får', '绵羊', '羊', '양'],
  cow: ['Kuh', 'vache', 'vaca', 'ko', '牛', '牛', '소'],
  elephant: ['Elefant', 'éléphant', 'elefante', 'elefant', '大象', '象', '코끼리'],
  bear: ['Bär', 'ours', 'oso', 'bjørn', '熊', '熊', '곰'],
  zebra: ['Zebra', 'zèbre', 'cebra', 'zebra', '斑马', 'シマウマ', '얼룩말'],
  giraffe: ['Giraffe', 'girafe', 'jirafa', 'giraf', '长颈鹿', 'キリン', '기린'],
  backpack: ['Rucksack', 'sac à dos', 'mochila', 'rygsæk', '背包', 'リュックサック', '배낭'],
  umbrella: ['Regenschirm', 'parapluie', 'paraguas', 'paraply', '雨伞', '傘', '우산'],
  handbag: ['Handtasche', 'sac à main', 'bolso', 'håndtaske', '手提包', 'ハンドバッグ', '핸드백'],
  tie: ['Krawatte', 'cravate', 'corbata', 'slips', '领带', 'ネクタイ', '넥타이'],
  suitcase: ['Koffer', 'valise', 'maleta', 'kuffert', '手提箱', 'スーツケース', '여행 가방'],
  frisbee: ['Frisbee', 'frisbee', 'frisbee', 'frisbee', '飞盘', 'フリスビー', '프리스비'],
  skis: ['Skier', 'skis', 'esquís', 'ski', '滑雪板', 'スキー板', '스키'],
  snowboard: ['Snowboard', 'snowboard', 'tabla de snowboard', 'snowboard', '单板滑雪板', 'スノーボード', '스노보드'],
  'sports ball': ['Ball', 'ballon', 'pelota', 'bold', '球', 'ボール', '공'],
  kite: ['Drachen', 'cerf-volant', 'cometa', 'drage', '风筝', '凧', '연'],
  'baseball bat': ['Baseballschläger', 'batte de baseball', 'bate de béisbol', 'baseballbat', '棒球棒', '野球のバット', '야구 방망이'],
  'baseball glove': ['Baseballhandschuh', 'gant de baseball', 'guante de béisbol', 'baseballhandske', '棒球手套', '野球のグローブ', '야구 글러브'],
  skateboard: ['Skateboard', 'skateboard', 'monopatín', 'skateboard', '滑板', 'スケートボード', '스케이트보드'],
  surfboard: ['Surfbrett', 'planche de surf', 'tabla de surf', 'surfbræt', '冲浪板', 'サーフボード', '서프보드'],
  'tennis racket': ['Tennisschläger', 'raquette de tennis', 'raqueta de tenis', 'tennisketsjer', '网球拍', 'テニスラケット', '테니스 라켓'],
  bottle: ['Flasche', 'bouteille', 'botella', 'flaske', '瓶子', '瓶', '병'],
  'wine glass': ['Weinglas', 'verre à vin', 'copa de vino', 'vinglas', '酒杯', 'ワイングラス', '와인잔'],
  cup: ['Tasse', 'tasse', 'taza', 'kop', '杯子', 'カップ', '컵'],
  fork: ['Gabel', 'fourchette', 'tenedor', 'gaffel', '叉子', 'フォーク', '포크'],
  knife: ['Messer', 'couteau', 'cuchillo', 'kniv', '刀', 'ナイフ', '칼'],
  spoon: ['Löffel', 'cuillère', 'cuchara', 'ske', '勺子', 'スプーン', '숟가락'],
  bowl: ['Schüssel', 'bol', 'cuenco', 'skål', '碗', 'ボウル', '그릇'],
  banana: ['Banane', 'banane', 'plátano', 'banan', '香蕉', 'バナナ', '바나나'],
  apple: ['Apfel', 'pomme', 'manzana', 'æble', '苹果', 'りんご', '사과'],
  sandwich: ['Sandwich', 'sandwich', 'sándwich', 'sandwich', '三明治', 'サンドイッチ', '샌드위치'],
  orange: ['Orange', 'orange', 'naranja', 'appelsin', '橙子', 'オレンジ', '오렌지'],
  broccoli: ['Brokkoli', 'brocoli', 'brócoli', 'broccoli', '西兰花', 'ブロッコリー', '브로콜리'],
  carrot: ['Karotte', 'carotte', 'zanahoria', 'gulerod', '胡萝卜', 'にんじん', '당근'],
  'hot dog': ['Hotdog', 'hot-dog', 'perrito caliente', 'hotdog', '热狗', 'ホットドッグ', '핫도그'],
  pizza: ['Pizza', 'pizza', 'pizza', 'pizza', '披萨', 'ピザ', '피자'],
  donut: ['Donut', 'beignet', 'dónut', 'donut', '甜甜圈', 'ドーナツ', '도넛'],
  cake: ['Kuchen', 'gâteau', 'pastel', 'kage', '蛋糕', 'ケーキ', '케이크'],
  chair: ['Stuhl', 'chaise', 'silla', 'stol', '椅子', '椅子', '의자'],
  couch: ['Sofa', 'canapé', 'sofá', 'sofa', '沙发', 'ソファ', '소파'],
  'potted plant': ['Topfpflanze', 'plante en pot', 'planta en maceta', 'potteplante', '盆栽', '鉢植え', '화분'],
  bed: ['Bett', 'lit', 'cama', 'seng', '床', 'ベッド', '침대'],
  'dining table': ['Esstisch', 'table à manger', 'mesa de comedor', 'spisebord', '餐桌', '食卓', '식탁'],
  toilet: ['Toilette', 'toilettes', 'inodoro', 'toilet', '马桶', 'トイレ', '변기'],
  tv: ['Fernseher', 'télévision', 'televisor', 'fjernsyn', '电视', 'テレビ', '텔레비전'],
  laptop: ['Laptop', 'ordinateur portable', 'portátil', 'bærbar computer', '笔记本电脑', 'ノートパソコン', '노트북'],
  mouse: ['Computermaus', 'souris d’ordinateur', 'ratón de ordenador', 'computermus', '鼠标', 'マウス', '마우스'],
  remote: ['Fernbedienung', 'télécommande', 'mando a distancia', 'fjernbetjening', '遥控器', 'リモコン', '리모컨'],
  keyboard: ['Tastatur', 'clavier', 'teclado', 'tastatur', '键盘', 'キーボード', '키보드'],
  'cell phone': ['Handy', 'téléphone portable', 'teléfono móvil', 'mobiltelefon', '手机', '携帯電話', '휴대전화'],
  microwave: ['Mikrowelle', 'four à micro-ondes', 'microondas', 'mikrobølgeovn', '微波炉', '電子レンジ', '전자레인지'],
  oven: ['Backofen', 'four', 'horno', 'ovn', '烤箱', 'オーブン', '오븐'],
  toaster: ['Toaster', 'grille-pain', 'tostadora', 'brødrister', '烤面包机', 'トースター', '토스터'],
  sink: ['Waschbecken', 'évier', 'fregadero', 'håndvask', '水槽', '流し台', '싱크대'],
  refrigerator: ['Kühlschrank', 'réfrigérateur', 'frigorífico', 'køleskab', '冰箱', '冷蔵庫', '냉장고'],
  book: ['Buch', 'livre', 'libro', 'bog', '书', '本', '책'],
  clock: ['Uhr', 'horloge', 'reloj', 'ur', '时钟', '時計', '시계'],
  vase: ['Vase', 'vase', 'jarrón', 'vase', '花瓶', '花瓶', '꽃병'],
  scissors: ['Schere', 'ciseaux', 'tijeras', 'saks', '剪刀', 'はさみ', '가위'],
  'teddy bear': ['Teddybär', 'ours en peluche', 'oso de peluche', 'bamse', '泰迪熊', 'テディベア', '곰 인형'],
  'hair drier': ['Föhn', 'sèche-cheveux', 'secador de pelo', 'hårtørrer', '吹风机', 'ヘアドライヤー', '헤어드라이어'],
  toothbrush: ['Zahnbürste', 'brosse à dents', 'cepillo de dientes', 'tandbørste', '牙刷', '歯ブラシ', '칫솔'],
};

/**
 * @param {string} name a COCO name
 * @param {string} language two letters; one that is not taught stays English
 */
export function word(name, language) {
  return taught[name][languages.indexOf(language)] ?? name;
}

/** Names one after the other, with the comma of the language. */
export function inOneLine(names, language) {
  return names.join(['zh', 'ja'].includes(language) ? '、' : ', ');
}
